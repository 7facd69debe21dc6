package io.safire.broken;

import java.util.List;

/**
 * One way in which an implementation is broken.
 *
 * @param name what is wrong
 * @param calls how calls are tampered with
 * @param wire how requests and answers are tampered with
 * @param caughtBy the tests that have to fail, as {@code LaunchTest.method}
 */
record Breakage(String name, Call.Tampering calls, Wire.Tampering wire, List<String> caughtBy) {

    static Breakage none() {
        return new Breakage("nothing", Call::proceed, (request, wire) -> wire.send(request), List.of());
    }

    static Breakage calls(String name, Call.Tampering tampering, String... caughtBy) {
        return new Breakage(name, tampering, none().wire(), List.of(caughtBy));
    }

    static Breakage wire(String name, Wire.Tampering tampering, String... caughtBy) {
        return new Breakage(name, none().calls(), tampering, List.of(caughtBy));
    }
}
