package io.safire.internal.bulk;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, with one constant for each text in {@code messages.properties}. */
enum BulkMessage implements CodedMessage {
    EXPORT_REFUSED("SAFIRE-2600"),
    NO_STATUS_URL("SAFIRE-2601"),
    FOREIGN_ADDRESS("SAFIRE-2602"),
    EXPORT_FAILED("SAFIRE-2603"),
    EXPORT_UNKNOWN("SAFIRE-2604"),
    EXPORT_INCOMPLETE("SAFIRE-2605"),
    UNUSABLE_MANIFEST("SAFIRE-2606"),
    FILE_REFUSED("SAFIRE-2607"),
    INSECURE_FILE("SAFIRE-2608"),
    FILE_CHANGED("SAFIRE-2609"),
    UNUSABLE_FILE("SAFIRE-2610"),
    INTERRUPTED("SAFIRE-2611"),
    FOREIGN_STATE("SAFIRE-2612"),
    DELETE_REFUSED("SAFIRE-2613"),
    COUNT_DIFFERS("SAFIRE-2614"),
    MANIFEST_NON_COMPLIANCE("SAFIRE-2615"),
    OUTCOME_ISSUE("SAFIRE-2616"),
    FILES_EXPIRED("SAFIRE-2617"),
    STATUS_REFUSED("SAFIRE-2618"),
    TOKEN_REFUSED("SAFIRE-2619"),
    INTERNAL_FILE("SAFIRE-2620");

    private final String id;

    BulkMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
