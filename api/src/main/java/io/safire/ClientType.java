package io.safire;

import java.util.Arrays;
import java.util.Optional;

/**
 * How an application proves to the authorization server who it is.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#support-for-public-and-confidential-apps">SMART
 *     App Launch 2.2.0, public and confidential apps</a>
 */
public enum ClientType {
    /** Not at all: the application cannot keep a secret and sends its {@code client_id} and a PKCE verifier. */
    PUBLIC("public"),
    /** With a client secret, sent by HTTP Basic authentication ({@code client_secret_basic}). */
    CONFIDENTIAL_SYMMETRIC("confidential-symmetric"),
    /** With a signed assertion ({@code private_key_jwt}), RS384 or ES384. */
    CONFIDENTIAL_ASYMMETRIC("confidential-asymmetric");

    private final String value;

    ClientType(String value) {
        this.value = value;
    }

    /**
     * The value of the setting {@code client-type}.
     *
     * @return lower case with dashes, such as {@code confidential-asymmetric}
     */
    public String value() {
        return value;
    }

    /**
     * Finds the type that a setting names.
     *
     * @param value the text of the setting, such as {@code public}
     * @return the type, or empty when there is none of that name
     */
    public static Optional<ClientType> of(String value) {
        return Arrays.stream(values()).filter(type -> type.value.equals(value)).findFirst();
    }
}
