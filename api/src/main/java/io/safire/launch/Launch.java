package io.safire.launch;

import static java.util.Objects.requireNonNull;

/**
 * How an application was started.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#smart-launch-example-an-app-launches-from-an-ehr">
 *     SMART App Launch 2.2.0</a>
 */
public sealed interface Launch {

    /**
     * The EHR started the application by its launch URL.
     *
     * @param iss the {@code iss} parameter exactly as it was received; it is sent back as {@code aud}
     * @param launch the {@code launch} parameter exactly as it was received
     * @return the launch
     */
    static Launch ehr(String iss, String launch) {
        return new Ehr(iss, launch);
    }

    /**
     * The user started the application.
     *
     * @return the launch
     */
    static Launch standalone() {
        return new Standalone();
    }

    /**
     * The EHR started the application.
     *
     * @param iss the FHIR base URL of the EHR, as received
     * @param launch the opaque handle of the launch, as received
     */
    record Ehr(String iss, String launch) implements Launch {
        /** Checks that both parts are there. */
        public Ehr {
            requireText(iss, "iss");
            requireText(launch, "launch");
        }

        @Override
        public String toString() {
            return ("Ehr[iss=" + iss + ", launch=***]").replaceAll("\\P{Print}", "?");
        }
    }

    /** The user started the application. */
    record Standalone() implements Launch {}

    private static void requireText(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
