package io.safire.broken;

import java.util.List;
import java.util.Optional;

/**
 * A deliberate defect of an implementation.
 *
 * @param name sentence for the documentation, unique
 * @param calls change to calls of the API
 * @param wire change to HTTP requests and responses
 * @param answers change to responses that Jakarta REST clients receive
 * @param caughtBy tests that must fail, as {@code LaunchTest.method}
 */
record Breakage(
        String name,
        Call.Tampering calls,
        Wire.Tampering wire,
        BrokenAnswers.Tampering answers,
        List<String> caughtBy) {

    static Breakage none() {
        return new Breakage(
                "None",
                Call::proceed,
                (request, wire) -> wire.send(request),
                (request, response) -> Optional.empty(),
                List.of());
    }

    static Breakage calls(String name, Call.Tampering tampering, String... caughtBy) {
        return new Breakage(name, tampering, none().wire(), none().answers(), List.of(caughtBy));
    }

    static Breakage wire(String name, Wire.Tampering tampering, String... caughtBy) {
        return new Breakage(name, none().calls(), tampering, none().answers(), List.of(caughtBy));
    }

    static Breakage answers(String name, BrokenAnswers.Tampering tampering, String... caughtBy) {
        return new Breakage(name, none().calls(), none().wire(), tampering, List.of(caughtBy));
    }
}
