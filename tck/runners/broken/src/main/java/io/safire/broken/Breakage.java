package io.safire.broken;

import io.safire.tck.coverage.Requirement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A deliberate defect of an implementation, which the tests of the TCK must detect. At most one breakage is active.
 *
 * @param name unique description of the defect for the documentation
 * @param calls change to calls of the API
 * @param requests change to HTTP requests and responses
 * @param responses change to responses that Jakarta REST clients receive
 * @param caughtBy tests that must fail, as {@code LaunchTest.method}
 * @param requirements ids of the requirements that the defect violates; each test of {@code caughtBy} must claim one of
 *     them. The list is empty if the defect violates a rule of this project only.
 * @param messages parts of assertion messages; each test of {@code caughtBy} must report one of them
 */
record Breakage(
        String name,
        ApiCall.CallTampering calls,
        RequestSender.RequestTampering requests,
        BrokenResponses.ResponseTampering responses,
        List<String> caughtBy,
        List<String> requirements,
        List<String> messages) {

    /** The message of a test that expects an exception. */
    private static final List<String> NOTHING_THROWN = List.of("Expecting code to raise a throwable");

    static Breakage none() {
        return of(
                "None",
                ApiCall::proceed,
                (request, wire) -> wire.send(request),
                (request, response) -> Optional.empty(),
                List.of());
    }

    static Breakage of(
            String name,
            ApiCall.CallTampering calls,
            RequestSender.RequestTampering requests,
            BrokenResponses.ResponseTampering responses,
            List<String> caughtBy) {
        return new Breakage(name, calls, requests, responses, caughtBy, List.of(), NOTHING_THROWN);
    }

    static Breakage calls(String name, ApiCall.CallTampering tampering, String... caughtBy) {
        return of(name, tampering, none().requests(), none().responses(), List.of(caughtBy));
    }

    static Breakage requests(String name, RequestSender.RequestTampering tampering, String... caughtBy) {
        return of(name, none().calls(), tampering, none().responses(), List.of(caughtBy));
    }

    static Breakage responses(String name, BrokenResponses.ResponseTampering tampering, String... caughtBy) {
        return of(name, none().calls(), none().requests(), tampering, List.of(caughtBy));
    }

    /** Returns the breakage with the numbers of the requirements of SMART App Launch that the defect violates. */
    Breakage breaks(int... numbers) {
        List<String> ids = IntStream.of(numbers)
                .mapToObj(number -> Requirement.SPECIFICATION + "/" + number)
                .toList();
        return new Breakage(name, calls, requests, responses, caughtBy, ids, messages);
    }

    /** Returns the breakage with the parts of assertion messages, if the tests do not report a missing exception. */
    Breakage reportedAs(String... parts) {
        return new Breakage(name, calls, requests, responses, caughtBy, requirements, List.of(parts));
    }
}
