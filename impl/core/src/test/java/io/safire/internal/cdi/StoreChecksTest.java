package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Severity;
import io.safire.error.LaunchStoreException;
import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import io.safire.spi.DiagnosisCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreChecksTest {

    @Test
    void looksUpEntryOfDiagnosedServer() {
        List<String> servers = new ArrayList<>();
        DiagnosisCheck check = new StoreChecks.StoreCheck("SD-S01", "token store", servers::add);
        assertThat(check.findings("epic")).isEmpty();
        assertThat(servers).containsExactly("epic");
        assertThat(check.mode()).isEqualTo(DiagnosisMode.OUTSIDE);
    }

    @Test
    void namesStoreThatCannotBeRead() {
        DiagnosisCheck check = new StoreChecks.StoreCheck("SD-S01", "token store", server -> {
            throw new IllegalStateException("no table for the user scott");
        });
        assertThat(check.findings("epic"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2283"))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BROKEN))
                .satisfies(finding -> assertThat(finding.observed())
                        .contains("The token store of the application cannot be read", "IllegalStateException")
                        .doesNotContain("scott"));
    }

    @Test
    void propagatesErrorThatNamesItsCause() {
        SmartException explained = new LaunchStoreException(
                Message.LAUNCH_STORE_FAILED.format("epic", "of the application", "closed"),
                new IllegalStateException("closed"));
        DiagnosisCheck check = new StoreChecks.StoreCheck("SD-S01", "token store", server -> {
            throw explained;
        });
        assertThatThrownBy(() -> check.findings("epic")).isSameAs(explained);
    }
}
