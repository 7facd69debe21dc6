package io.safire.broken;

import io.safire.error.SmartException;
import io.safire.event.RequestRefused;
import io.safire.event.SmartEvent;
import io.safire.event.SmartRequest;
import io.safire.event.TokenIssued;
import io.safire.event.TokenSummary;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import java.util.List;

/** Deliberate defects in the events for an audit log. */
final class EventBreakages {

    private static final String SECRETS_TEST = "EventsTest.publishesNoSecrets";

    private EventBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls("Event contains the access token", EventBreakages::publishAccessToken, SECRETS_TEST)
                        .reportedAs("but found: ["),
                Breakage.calls(
                                "Event of a rejected request contains the refresh token",
                                EventBreakages::publishRefreshToken,
                                SECRETS_TEST)
                        .reportedAs("but found: ["));
    }

    private static Object publishAccessToken(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (call.isMethod("refresh") && result instanceof TokenResponse tokens) {
            publish(TokenIssued.of(
                    Instant.now(),
                    tokens.server(),
                    tokens.accessToken().value(),
                    TokenFlow.AUTHORIZATION_CODE,
                    TokenSummary.of(tokens),
                    null));
        }
        return result;
    }

    private static Object publishRefreshToken(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (SmartException rejection) {
            if (call.isMethod("refresh")) {
                String sent = call.hasArgument(0, RefreshRequest.class)
                        ? call.argument(0, RefreshRequest.class).refreshToken()
                        : call.argument(0, TokenResponse.class).refreshToken().orElseThrow();
                publish(RequestRefused.of(
                        Instant.now(), "audit", null, SmartRequest.REFRESH, "SAFIRE-0501", "sent " + sent, 400, null));
            }
            throw rejection;
        }
    }

    private static void publish(SmartEvent event) {
        CDI.current().getBeanContainer().getEvent().fire(event);
    }
}
