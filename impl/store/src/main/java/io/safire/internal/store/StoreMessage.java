package io.safire.internal.store;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
enum StoreMessage implements CodedMessage {
    TOKEN_STORE_FAILED("SAFIRE-1901"),
    TOKENS_UNREADABLE("SAFIRE-1902"),
    REFRESH_ON_OTHER_NODE("SAFIRE-1903"),
    TOKENS_NOT_SAVED("SAFIRE-1904");

    private final String id;

    StoreMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
