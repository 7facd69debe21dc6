package io.safire.broken;

import java.util.List;
import java.util.Optional;

/**
 * A deliberate defect of an implementation, which the tests of the TCK must detect. At most one breakage is active.
 *
 * @param name unique description of the defect for the documentation
 * @param calls change to calls of the API
 * @param requests change to HTTP requests and responses
 * @param responses change to responses that Jakarta REST clients receive
 * @param caughtBy tests that must fail, as {@code LaunchTest.method}
 */
record Breakage(
        String name,
        ApiCall.CallTampering calls,
        RequestSender.RequestTampering requests,
        BrokenResponses.ResponseTampering responses,
        List<String> caughtBy) {

    static Breakage none() {
        return new Breakage(
                "None",
                ApiCall::proceed,
                (request, wire) -> wire.send(request),
                (request, response) -> Optional.empty(),
                List.of());
    }

    static Breakage calls(String name, ApiCall.CallTampering tampering, String... caughtBy) {
        return new Breakage(name, tampering, none().requests(), none().responses(), List.of(caughtBy));
    }

    static Breakage requests(String name, RequestSender.RequestTampering tampering, String... caughtBy) {
        return new Breakage(name, none().calls(), tampering, none().responses(), List.of(caughtBy));
    }

    static Breakage responses(String name, BrokenResponses.ResponseTampering tampering, String... caughtBy) {
        return new Breakage(name, none().calls(), none().requests(), tampering, List.of(caughtBy));
    }
}
