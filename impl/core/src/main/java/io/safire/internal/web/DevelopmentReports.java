package io.safire.internal.web;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.SmartException;
import java.util.function.Predicate;

/**
 * The part of an error page that only developers need: the error and the result of {@code diagnose()}.
 *
 * @param isEnabled the function that returns whether {@code development} is true for a server
 */
record DevelopmentReports(SmartClients clients, Predicate<String> isEnabled) {

    /** Returns HTML; empty if the failure concerns no server with {@code development=true}. */
    String of(SmartException failure) {
        return failure.server()
                .filter(this::isEnabled)
                .map(server -> preformatted(failure.getMessage())
                        + preformatted(clients.client(server).diagnose().toText()))
                .orElse("");
    }

    private boolean isEnabled(String server) {
        try {
            return isEnabled.test(server);
        } catch (ConfigurationException notConfigured) {
            return false;
        }
    }

    private static String preformatted(String text) {
        return "<pre>" + Html.escape(text) + "</pre>\n";
    }
}
