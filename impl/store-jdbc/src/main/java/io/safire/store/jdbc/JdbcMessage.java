package io.safire.store.jdbc;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
enum JdbcMessage implements CodedMessage {
    IN_TRANSACTION("SAFIRE-2001"),
    NO_TABLE("SAFIRE-2002"),
    DATABASE_FAILED("SAFIRE-2003");

    private final String id;

    JdbcMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
