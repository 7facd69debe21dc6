package io.safire.internal.config;

import io.safire.authentication.ClientType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A client authentication method.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591, section 2, token_endpoint_auth_method</a>
 */
public enum ClientAuthenticationMethod {
    NONE("none", ClientType.PUBLIC),
    CLIENT_SECRET_BASIC("client_secret_basic", ClientType.CONFIDENTIAL_SYMMETRIC),
    CLIENT_SECRET_POST("client_secret_post", ClientType.CONFIDENTIAL_SYMMETRIC),
    PRIVATE_KEY_JWT("private_key_jwt", ClientType.CONFIDENTIAL_ASYMMETRIC);

    private final String value;
    private final ClientType clientType;

    ClientAuthenticationMethod(String value, ClientType clientType) {
        this.value = value;
        this.clientType = clientType;
    }

    /** Returns the registered name. */
    public String value() {
        return value;
    }

    /** Returns the only client type that can use the method. */
    public ClientType clientType() {
        return clientType;
    }

    /**
     * Returns the client authentication method for a client secret, if neither a setting nor a registration determines
     * the method. Every server must support {@code client_secret_basic} (RFC 6749, section 2.3.1), so the result is
     * {@code client_secret_post} only if the server offers {@code client_secret_post} without
     * {@code client_secret_basic}.
     *
     * @param offered the methods that the metadata of the server offers; empty if they are unknown
     */
    public static ClientAuthenticationMethod forSecret(List<String> offered) {
        boolean onlyPost = offered.contains(CLIENT_SECRET_POST.value) && !offered.contains(CLIENT_SECRET_BASIC.value);
        return onlyPost ? CLIENT_SECRET_POST : CLIENT_SECRET_BASIC;
    }

    public static Optional<ClientAuthenticationMethod> of(String value) {
        return Arrays.stream(values())
                .filter(method -> method.value.equals(value))
                .findFirst();
    }
}
