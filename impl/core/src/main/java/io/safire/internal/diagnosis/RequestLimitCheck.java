package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.List;

/** A check of the circuit breakers and of the limit on concurrent requests of the running client. */
final class RequestLimitCheck {

    private RequestLimitCheck() {}

    static Check check() {
        return Check.fromOutside(
                "SD-S03",
                Step.RUNTIME,
                "Are all circuit breakers of the client closed, and is the limit on concurrent requests not reached?",
                List.of(),
                evidence -> findings(evidence.settings(), evidence.sender()));
    }

    private static List<Finding> findings(ServerSettings settings, GuardedSender sender) {
        List<Finding> findings = new ArrayList<>();
        sender.openCircuits()
                .forEach((endpoint, until) -> findings.add(Message.CIRCUIT_STAYS_OPEN.finding(
                        endpoint, until, settings.key(Setting.BREAKER_FAILURES), settings.key(Setting.BREAKER_DELAY))));
        if (sender.isLimitReached()) {
            findings.add(Message.REQUEST_LIMIT_REACHED.finding(
                    settings.http().resilience().maxConcurrentRequests(),
                    settings.key(Setting.MAX_CONCURRENT_REQUESTS)));
        }
        return findings;
    }
}
