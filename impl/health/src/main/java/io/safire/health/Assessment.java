package io.safire.health;

import io.safire.health.LastRequests.Kind;
import io.safire.health.LastRequests.Last;
import io.safire.impl.config.Necessity;
import io.safire.spi.RequestObserver.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * An evaluator that derives readiness from the last requests to each server and from its keys. It sends no request. Of a key
 * problem it reports the message ID only, because the health endpoint may be public.
 */
final class Assessment {

    /**
     * The time after which a failure no longer counts. An application that is not ready receives no requests and so could not
     * detect that the server is available again.
     */
    private static final Duration MEMORY_OF_FAILURES = Duration.ofMinutes(1);

    private final Function<String, Necessity> necessities;
    private final Function<String, Optional<String>> keyProblems;
    private final LastRequests requests;
    private final InstantSource clock;

    /** Expects that {@code keyProblems} returns the message ID of a problem with the keys of a server; empty without problem. */
    Assessment(
            Function<String, Necessity> necessities,
            Function<String, Optional<String>> keyProblems,
            LastRequests requests,
            InstantSource clock) {
        this.necessities = necessities;
        this.keyProblems = keyProblems;
        this.requests = requests;
        this.clock = clock;
    }

    HealthCheckResponse of(Iterable<String> servers) {
        Map<String, Object> data = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        servers.forEach(names::add);
        boolean ready = true;
        for (String name : names) {
            Necessity necessity = necessities.apply(name);
            if (necessity != Necessity.OFF) {
                boolean up = told(name, data);
                ready &= up || necessity != Necessity.REQUIRED;
            }
        }
        return new HealthCheckResponse("safire", ready ? Status.UP : Status.DOWN, Optional.of(data));
    }

    private boolean told(String name, Map<String, Object> data) {
        Optional<String> keyProblem = keyProblems.apply(name);
        Optional<Last> discovery = requests.of(name, Kind.DISCOVERY);
        Optional<Last> tokens = requests.of(name, Kind.TOKENS);
        boolean up = keyProblem.isEmpty() && !isFailure(discovery) && !isFailure(tokens);
        data.put(name, up ? "up" : "down");
        data.put(name + ".keys", keyProblem.orElse("usable"));
        data.put(name + ".discovery", words(discovery));
        data.put(name + ".tokens", words(tokens));
        return up;
    }

    private boolean isFailure(Optional<Last> last) {
        return last.filter(one -> one.outcome() != Outcome.DONE)
                .filter(one -> clock.instant().isBefore(one.at().plus(MEMORY_OF_FAILURES)))
                .isPresent();
    }

    private static String words(Optional<Last> last) {
        return last.map(one -> one.outcome().name().toLowerCase(Locale.ROOT) + " " + one.at())
                .orElse("no request yet");
    }
}
