package io.safire.internal.cdi;

import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.internal.message.Message;
import io.safire.spi.DiagnosisCheck;
import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks that the stores of the application can be read. Each check looks up an entry that does not exist. The lookup
 * fails if the database or cache is unreachable, or if the table is missing. The lookup changes nothing and reads no
 * user data.
 */
final class StoreChecks {

    private static final String ABSENT = "safire-diagnosis";

    private StoreChecks() {}

    static List<DiagnosisCheck> of(Instance<TokenStore> tokens, Instance<LaunchStore> launches) {
        List<DiagnosisCheck> checks = new ArrayList<>();
        if (!tokens.isUnsatisfied()) {
            checks.add(new StoreCheck(
                    "SD-S01", "token store", server -> tokens.get().find(new TokenStore.TokenKey(server, ABSENT))));
        }
        if (!launches.isUnsatisfied()) {
            checks.add(new StoreCheck(
                    "SD-S02", "launch store", server -> launches.get().isConsumed(ABSENT)));
        }
        return checks;
    }

    /** A check of a store. The lookup throws an exception if the store cannot be read. */
    record StoreCheck(String id, String store, Consumer<String> lookup) implements DiagnosisCheck {

        @Override
        public String question() {
            return "Can the " + store + " of the application be read?";
        }

        /**
         * The finding contains only the class of an exception of the application, because the message of the exception
         * may contain secrets.
         */
        @Override
        public List<Finding> findings(String server) {
            try {
                lookup.accept(server);
                return List.of();
            } catch (SmartException explained) {
                throw explained;
            } catch (RuntimeException failure) {
                return List.of(Message.STORE_UNREADABLE.finding(
                        store, failure.getClass().getName()));
            }
        }
    }
}
