package io.safire.impl.registration;

/** An operation on a registration, with its name for messages. */
enum Operation {
    REGISTER("registered"),
    READ("read"),
    UPDATE("updated"),
    DELETE("deleted");

    private final String done;

    Operation(String done) {
        this.done = done;
    }

    String done() {
        return done;
    }
}
