package io.safire.broken;

import java.util.List;
import java.util.Optional;

/**
 * One way in which an implementation is broken.
 *
 * @param name what is wrong
 * @param calls how calls are tampered with
 * @param wire how requests and answers are tampered with
 * @param answers how answers to Jakarta REST clients are tampered with
 * @param caughtBy the tests that have to fail, as {@code LaunchTest.method}
 */
record Breakage(
        String name,
        Call.Tampering calls,
        Wire.Tampering wire,
        BrokenAnswers.Tampering answers,
        List<String> caughtBy) {

    static Breakage none() {
        return new Breakage(
                "nothing",
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
