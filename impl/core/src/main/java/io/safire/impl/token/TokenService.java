package io.safire.impl.token;

import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;

/** A service of the authorization server for tokens that it issued. */
public enum TokenService {
    /** RFC 7662. */
    INTROSPECTION("Introspection", Setting.INTROSPECTION_ENDPOINT, Message.INTROSPECTION_REFUSED),
    /** RFC 7009. */
    REVOCATION("Revocation", Setting.REVOCATION_ENDPOINT, Message.REVOCATION_REFUSED);

    private final String words;
    private final Setting endpoint;
    private final Message refusal;

    TokenService(String words, Setting endpoint, Message refusal) {
        this.words = words;
        this.endpoint = endpoint;
        this.refusal = refusal;
    }

    String words() {
        return words;
    }

    /** Returns the setting that overrides the endpoint. */
    public Setting endpoint() {
        return endpoint;
    }

    /** Returns the message for an error response. */
    public Message refusal() {
        return refusal;
    }
}
