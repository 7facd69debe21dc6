package io.safire.broken;

import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationCode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Deliberate defects in the exchange of a code without its authorization request. */
final class CodeExchangeBreakages {

    private CodeExchangeBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changedCode(
                                "`nonce` that is passed with a code is ignored",
                                code -> new AuthorizationCode(
                                        code.code(),
                                        code.codeVerifier(),
                                        code.redirectUri(),
                                        null,
                                        code.iss(),
                                        code.scopes()),
                                "AuthorizationCodeTest.rejectsIdTokenWithAnotherNonce")
                        .breaks(201),
                changedCode(
                        "`iss` that is passed with a code is ignored",
                        code -> new AuthorizationCode(
                                code.code(),
                                code.codeVerifier(),
                                code.redirectUri(),
                                code.nonce(),
                                null,
                                code.scopes()),
                        "AuthorizationCodeTest.rejectsCodeFromAnotherIssuer"),
                Breakage.calls(
                                "Malformed `code_verifier` is accepted",
                                CodeExchangeBreakages::acceptVerifier,
                                "AuthorizationCodeTest.rejectsMalformedValuesWithoutRequest")
                        .reportedAs("[code_verifier of 0] Expecting actual not to be null"));
    }

    private static Breakage changedCode(String name, UnaryOperator<AuthorizationCode> change, String caughtBy) {
        return Breakage.calls(
                name,
                call -> isCodeExchange(call)
                        ? call.proceedWith(0, change.apply(call.argument(0, AuthorizationCode.class)))
                        : call.proceed(),
                caughtBy);
    }

    private static Object acceptVerifier(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (ValidationException rejection) {
            if (isCodeExchange(call) && rejection.attribute().equals("code_verifier")) {
                return null;
            }
            throw rejection;
        }
    }

    private static boolean isCodeExchange(ApiCall call) {
        return call.isMethod("exchange") && call.hasArgument(0, AuthorizationCode.class);
    }
}
