package io.safire.authentication;

import java.util.Arrays;
import java.util.Optional;

/**
 * The client type of an application, which determines the client authentication method at the token endpoint.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#support-for-public-and-confidential-apps">SMART
 *     App Launch 2.2.0, public and confidential apps</a>
 * @since 1.0
 */
public enum ClientType {
    /** A public client. It does not authenticate, but sends its {@code client_id} and a PKCE code verifier. */
    PUBLIC("public"),
    /**
     * A confidential client with a client secret, sent with HTTP Basic authentication ({@code client_secret_basic}).
     */
    CONFIDENTIAL_SYMMETRIC("confidential-symmetric"),
    /**
     * A confidential client with a private key, which signs a client assertion ({@code private_key_jwt}) with RS384 or
     * ES384.
     */
    CONFIDENTIAL_ASYMMETRIC("confidential-asymmetric");

    private final String value;

    ClientType(String value) {
        this.value = value;
    }

    /**
     * Returns the value of the setting {@code client-type} for this type.
     *
     * @return the lower-case name with hyphens, such as {@code confidential-asymmetric}
     */
    public String value() {
        return value;
    }

    /**
     * Finds the client type for a value of the setting {@code client-type}.
     *
     * @param value the value of the setting, such as {@code public}; the comparison is case-sensitive
     * @return the client type; empty if no type has this value
     */
    public static Optional<ClientType> of(String value) {
        return Arrays.stream(values()).filter(type -> type.value.equals(value)).findFirst();
    }
}
