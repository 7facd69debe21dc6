package io.safire.internal.bearer;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
public enum BearerMessage implements CodedMessage {
    NO_SIGNED_IN_USER("SAFIRE-1601"),
    USER_TOKENS_NOT_A_BEAN("SAFIRE-1602"),
    CLIENT_FOLLOWS_REDIRECTS("SAFIRE-1603");

    private final String id;

    BearerMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
