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

/** Breakages in the events for an audit log. */
final class EventBreakages {

    private static final String CAUGHT = "EventsTest.nothingSecretIsTold";

    private EventBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls("Event contains the access token", EventBreakages::tellingTheToken, CAUGHT),
                Breakage.calls("Event of a rejected request contains the refresh token", EventBreakages::tellingWhatWasSent, CAUGHT));
    }

    private static Object tellingTheToken(Call call) throws Throwable {
        Object result = call.proceed();
        if (call.is("refresh") && result instanceof TokenResponse tokens) {
            tell(new TokenIssued(
                    Instant.now(),
                    tokens.server(),
                    tokens.accessToken().value(),
                    TokenFlow.APP_LAUNCH,
                    TokenSummary.of(tokens),
                    null));
        }
        return result;
    }

    private static Object tellingWhatWasSent(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (SmartException refused) {
            if (call.is("refresh")) {
                String sent = call.has(0, RefreshRequest.class)
                        ? call.argument(0, RefreshRequest.class).refreshToken()
                        : call.argument(0, TokenResponse.class).refreshToken().orElseThrow();
                tell(new RequestRefused(
                        Instant.now(), "audit", null, SmartRequest.REFRESH, "SAFIRE-0501", "sent " + sent, 400, null));
            }
            throw refused;
        }
    }

    private static void tell(SmartEvent event) {
        CDI.current().getBeanContainer().getEvent().fire(event);
    }
}
