package io.safire.impl.registration;

/** What is done with a registration, in the words of messages. */
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
