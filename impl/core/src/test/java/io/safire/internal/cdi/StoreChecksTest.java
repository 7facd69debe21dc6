package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Severity;
import io.safire.error.LaunchStoreException;
import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import io.safire.spi.DiagnosisCheck;
import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
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
    void checksStoresOfApplicationOnly() {
        assertThat(StoreChecks.of(none(TokenStore.class), none(LaunchStore.class)))
                .isEmpty();
        List<String> lookups = new ArrayList<>();
        Instance<LaunchStore> launches = instance(LaunchStore.class, arguments -> {
            lookups.add(String.valueOf(arguments[0]));
            return false;
        });
        List<DiagnosisCheck> checks = StoreChecks.of(none(TokenStore.class), launches);
        assertThat(checks).extracting(DiagnosisCheck::id).containsExactly("SD-S02");
        assertThat(checks.get(0).findings("epic")).isEmpty();
        assertThat(lookups).hasSize(1);
    }

    @Test
    void namesLaunchStoreThatCannotBeRead() {
        Instance<LaunchStore> broken = instance(LaunchStore.class, arguments -> {
            throw new IllegalStateException("connection refused");
        });
        List<DiagnosisCheck> checks = StoreChecks.of(none(TokenStore.class), broken);
        assertThat(checks.get(0).findings("epic")).singleElement().satisfies(finding -> assertThat(finding.observed())
                .contains("The launch store of the application"));
    }

    private static <T> Instance<T> none(Class<T> type) {
        return proxy(Instance.class, (method, arguments) -> method.equals("isUnsatisfied"));
    }

    private static <T> Instance<T> instance(Class<T> type, Function<Object[], Object> lookup) {
        T store = proxy(type, (method, arguments) -> lookup.apply(arguments));
        return proxy(Instance.class, (method, arguments) -> method.equals("get") ? store : false);
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<?> type, BiFunction<String, Object[], Object> call) {
        return (T) Proxy.newProxyInstance(
                StoreChecksTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.apply(method.getName(), arguments));
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
