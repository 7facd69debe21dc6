package io.safire.doctor;

import io.safire.diagnosis.CodedMessage;

/** The messages of this module, whose texts are in {@code messages.properties}. */
enum DoctorMessage implements CodedMessage {
    UNREADABLE_CONFIGURATION("SAFIRE-2301"),
    NO_SERVER("SAFIRE-2302"),
    SEVERAL_APPLICATIONS("SAFIRE-2303"),
    UNKNOWN_SERVER("SAFIRE-2304"),
    NO_LOOPBACK_REDIRECT("SAFIRE-2305"),
    NO_CALLBACK("SAFIRE-2306"),
    UNKNOWN_ID("SAFIRE-2307"),
    FILE_NOT_WRITTEN("SAFIRE-2308"),
    PORT_NOT_OPENED("SAFIRE-2309"),
    NO_ERROR_FOUND("SAFIRE-2310"),
    FILE_NOT_READ("SAFIRE-2311"),
    LATE_CALLBACK("SAFIRE-2312");

    private final String id;

    DoctorMessage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
