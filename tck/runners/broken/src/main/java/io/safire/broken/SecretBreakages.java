package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.TokenException;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.tck.support.TckContext;
import io.safire.token.RefreshRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Deliberate defects that reveal secrets in error messages. */
final class SecretBreakages {

    private static final AtomicReference<String> LAST_RESPONSE = new AtomicReference<>("");
    private static final AtomicReference<String> LAST_SECRET = new AtomicReference<>(TckContext.CLIENT_SECRET);

    private SecretBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.of(
                                "Error message contains the response body",
                                SecretBreakages::exposeResponse,
                                SecretBreakages::recordResponse,
                                Breakage.none().responses(),
                                List.of(
                                        "HostileResponsesTest.masksSecretInMemberName",
                                        "HostileResponsesTest.masksSecretInOtherEncodings",
                                        "TokenRevocationTest.masksBothTokensInRevocationError"))
                        .reportedAs("Response: {", "failure 1 -- Expected size: 1 but was: 0"),
                Breakage.calls(
                                "Error message contains the client secret",
                                SecretBreakages::exposeSecret,
                                "TroubleshootingTest.namesSettingOfWrongSecretWithoutRevealingIt")
                        .reportedAs("Secret: correct-horse-battery"),
                Breakage.calls(
                                "Error message contains the refresh token",
                                SecretBreakages::exposeSecret,
                                "HostileResponsesTest.masksSecretsInErrorDescription")
                        .reportedAs("Secret: "));
    }

    private static InboundResponse recordResponse(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        LAST_RESPONSE.set(new String(response.body(), UTF_8));
        return response;
    }

    private static Object exposeResponse(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (TokenException rejection) {
            throw new TokenException(
                    Failure.of(
                            rejection.code(),
                            rejection.server().orElse(null),
                            Step.TOKEN,
                            rejection.failure().text() + " Response: " + LAST_RESPONSE.get()),
                    rejection.status().orElse(400),
                    rejection.members(),
                    rejection.receivedFields());
        }
    }

    private static Object exposeSecret(ApiCall call) throws Throwable {
        if (call.hasArgument(0, Credential.Secret.class)) {
            LAST_SECRET.set(call.argument(0, Credential.Secret.class).value());
        }
        try {
            return call.proceed();
        } catch (TokenException rejection) {
            String secret = call.hasArgument(0, RefreshRequest.class)
                    ? call.argument(0, RefreshRequest.class).refreshToken()
                    : LAST_SECRET.get();
            throw new TokenException(
                    Failure.of(
                            rejection.code(),
                            rejection.server().orElse(null),
                            Step.TOKEN,
                            rejection.failure().text() + " Secret: " + secret),
                    rejection.status().orElse(400),
                    rejection.members(),
                    rejection.receivedFields());
        }
    }
}
