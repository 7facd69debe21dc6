package io.safire.internal.registration;

/** An operation on a registration, with its name for messages. */
enum RegistrationOperation {
    REGISTER("registered"),
    READ("read"),
    UPDATE("updated"),
    DELETE("deleted");

    private final String pastParticiple;

    RegistrationOperation(String done) {
        this.pastParticiple = done;
    }

    String pastParticiple() {
        return pastParticiple;
    }
}
