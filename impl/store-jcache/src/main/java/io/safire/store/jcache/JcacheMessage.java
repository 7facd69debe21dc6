package io.safire.store.jcache;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
enum JcacheMessage implements CodedMessage {
    CACHE_FAILED("SAFIRE-2101"),
    FOREIGN_VALUE("SAFIRE-2102"),
    SHORT_LIFETIME("SAFIRE-2103");

    private final String id;

    JcacheMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
