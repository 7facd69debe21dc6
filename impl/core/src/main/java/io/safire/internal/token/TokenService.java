package io.safire.internal.token;

import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;

/** A service of the authorization server for tokens that it issued. */
public enum TokenService {
    /** RFC 7662. */
    INTROSPECTION("Introspection", Setting.INTROSPECTION_ENDPOINT, Message.INTROSPECTION_REFUSED),
    /** RFC 7009. */
    REVOCATION("Revocation", Setting.REVOCATION_ENDPOINT, Message.REVOCATION_REFUSED);

    private final String displayName;
    private final Setting endpointSetting;
    private final Message errorMessage;

    TokenService(String words, Setting endpoint, Message refusal) {
        this.displayName = words;
        this.endpointSetting = endpoint;
        this.errorMessage = refusal;
    }

    String displayName() {
        return displayName;
    }

    /** Returns the setting that overrides the endpoint. */
    public Setting endpointSetting() {
        return endpointSetting;
    }

    /** Returns the message for an error response. */
    public Message errorMessage() {
        return errorMessage;
    }
}
