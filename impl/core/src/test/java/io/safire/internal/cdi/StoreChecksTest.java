package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.spi.DiagnosisCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreChecksTest {

    @Test
    void looksUpEntryOfDiagnosedServer() {
        List<String> servers = new ArrayList<>();
        DiagnosisCheck check = new StoreChecks.StoreCheck("SD-S01", "question", servers::add);
        assertThat(check.findings("epic")).isEmpty();
        assertThat(servers).containsExactly("epic");
        assertThat(check.mode()).isEqualTo(DiagnosisMode.OUTSIDE);
    }

    @Test
    void propagatesFailureOfStore() {
        DiagnosisCheck check = new StoreChecks.StoreCheck("SD-S01", "question", server -> {
            throw new IllegalStateException("no table");
        });
        assertThatThrownBy(() -> check.findings("epic")).isInstanceOf(IllegalStateException.class);
    }
}
