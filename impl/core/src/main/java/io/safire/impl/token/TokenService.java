package io.safire.impl.token;

import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;

/** What an authorization server does with a token that it issued, beside taking it. */
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

    /** The setting with which its address can be changed. */
    public Setting endpoint() {
        return endpoint;
    }

    /** The message of an error. */
    public Message refusal() {
        return refusal;
    }
}
