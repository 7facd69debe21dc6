package io.safire.internal.token;

import io.safire.internal.discovery.ServerEndpoint;
import io.safire.internal.message.Message;

/** A service of the authorization server for tokens that it issued. */
public enum TokenService {
    /** Token introspection (RFC 7662). */
    INTROSPECTION("Introspection", ServerEndpoint.INTROSPECTION, Message.INTROSPECTION_REFUSED),
    /** Token revocation (RFC 7009). */
    REVOCATION("Revocation", ServerEndpoint.REVOCATION, Message.REVOCATION_REFUSED);

    private final String displayName;
    private final ServerEndpoint endpoint;
    private final Message errorMessage;

    TokenService(String displayName, ServerEndpoint endpoint, Message errorMessage) {
        this.displayName = displayName;
        this.endpoint = endpoint;
        this.errorMessage = errorMessage;
    }

    String displayName() {
        return displayName;
    }

    public ServerEndpoint endpoint() {
        return endpoint;
    }

    public Message errorMessage() {
        return errorMessage;
    }
}
