package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;

/**
 * The way in which an application was launched: from an EHR, or standalone.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#smart-launch-example-an-app-launches-from-an-ehr">
 *     SMART App Launch 2.2.0</a>
 * @since 1.0
 */
public sealed interface Launch {

    /**
     * Creates an EHR launch from the parameters of the launch URL.
     *
     * @param iss the parameter {@code iss} exactly as it was received; the authorization request repeats it as
     *     {@code aud}
     * @param launch the parameter {@code launch} exactly as it was received
     * @return the launch
     * @throws IllegalArgumentException if a parameter is blank
     */
    static Launch ehr(String iss, String launch) {
        return new Ehr(iss, launch);
    }

    /**
     * Creates a standalone launch.
     *
     * @return the launch
     */
    static Launch standalone() {
        return new Standalone();
    }

    /**
     * A launch from an EHR.
     *
     * @param iss the FHIR base URL of the EHR, as it was received
     * @param launch the opaque launch identifier, as it was received
     */
    record Ehr(String iss, String launch) implements Launch {
        /**
         * Creates an EHR launch.
         *
         * @throws IllegalArgumentException if a parameter is blank
         */
        public Ehr {
            requireText(iss, "iss");
            requireText(launch, "launch");
        }

        @Override
        public String toString() {
            return PrintableText.of("Ehr[iss=" + iss + ", launch=***]");
        }
    }

    /** A launch that the user started outside of an EHR. */
    record Standalone() implements Launch {}

    private static void requireText(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
