package io.safire.health;

import io.safire.diagnosis.Finding;
import io.safire.health.LastRequestOutcomes.LastOutcome;
import io.safire.health.LastRequestOutcomes.RecordedRequestKind;
import io.safire.spi.ReadinessMode;
import io.safire.spi.RequestObserver.RequestOutcome;
import io.safire.spi.ServerReadiness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * An evaluator that derives readiness from the last requests to each server and from the client's keys for the server.
 * It sends no request. For a problem with the configuration, it reports only the message ID, because the health
 * endpoint may be public.
 */
final class ReadinessEvaluator {

    /**
     * The time for which a failure affects readiness. An application that is not ready receives no requests, and could
     * not detect that the server is available again.
     */
    private static final Duration FAILURE_TTL = Duration.ofMinutes(1);

    private final ServerReadiness readiness;
    private final LastRequestOutcomes outcomes;
    private final InstantSource clock;

    ReadinessEvaluator(ServerReadiness readiness, LastRequestOutcomes outcomes, InstantSource clock) {
        this.readiness = readiness;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    HealthCheckResponse evaluate(Iterable<String> servers) {
        Map<String, Object> data = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        servers.forEach(names::add);
        outcomes.retain(names);
        boolean ready = true;
        for (String name : names) {
            ReadinessMode mode = readiness.mode(name);
            if (mode != ReadinessMode.OFF) {
                boolean up = addServer(name, data);
                ready &= up || mode != ReadinessMode.REQUIRED;
            }
        }
        if (!readiness.findings().isEmpty()) {
            data.put("ServerSource", describe(readiness.findings()));
        }
        return new HealthCheckResponse("safire", ready ? Status.UP : Status.DOWN, Optional.of(data));
    }

    private boolean addServer(String name, Map<String, Object> data) {
        Optional<String> keyProblem = readiness.keyProblem(name);
        Optional<LastOutcome> discovery = outcomes.find(name, RecordedRequestKind.DISCOVERY);
        Optional<LastOutcome> tokens = outcomes.find(name, RecordedRequestKind.TOKENS);
        boolean up = keyProblem.isEmpty() && !isRecentFailure(discovery) && !isRecentFailure(tokens);
        data.put(name, up ? "up" : "down");
        data.put(name + ".keys", keyProblem.orElse("usable"));
        data.put(name + ".configuration", describe(readiness.configurationFindings(name)));
        data.put(name + ".discovery", describe(discovery));
        data.put(name + ".tokens", describe(tokens));
        return up;
    }

    private boolean isRecentFailure(Optional<LastOutcome> last) {
        return last.filter(outcome -> outcome.outcome() != RequestOutcome.DONE)
                .filter(outcome -> clock.instant().isBefore(outcome.time().plus(FAILURE_TTL)))
                .isPresent();
    }

    private static String describe(List<Finding> findings) {
        return findings.isEmpty()
                ? "healthy"
                : findings.stream()
                        .map(finding -> finding.severity().name().toLowerCase(Locale.ROOT) + " " + finding.id())
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String describe(Optional<LastOutcome> last) {
        return last.map(outcome -> outcome.outcome().name().toLowerCase(Locale.ROOT) + " " + outcome.time())
                .orElse("no request yet");
    }
}
