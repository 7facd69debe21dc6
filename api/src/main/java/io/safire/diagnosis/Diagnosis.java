package io.safire.diagnosis;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The result of a diagnosis, which compares the configuration of a client with the behavior of its server. A diagnosis
 * contains no secret, no token and no patient data.
 *
 * @since 1.0
 */
public interface Diagnosis {

    /** {@return the name of the server} */
    String server();

    /** {@return the time at which the diagnosis was started} */
    Instant time();

    /** {@return the duration of the diagnosis} */
    Duration duration();

    /** {@return the results of all checks, in the order of the steps} */
    List<CheckResult> checks();

    /**
     * {@return the findings of all checks, the most severe first; equally severe findings are in the order of
     * {@link Finding#BY_RANK}}
     */
    default List<Finding> findings() {
        return checks().stream()
                .flatMap(check -> check.findings().stream())
                .distinct()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding.BY_RANK))
                .toList();
    }

    /** {@return the severity of the most severe finding; {@link Severity#INFO} if no action is needed} */
    default Severity verdict() {
        return findings().stream().map(Finding::severity).findFirst().orElse(Severity.INFO);
    }

    /** {@return true if no finding is more severe than {@link Severity#INFO}} */
    default boolean isHealthy() {
        return verdict() == Severity.INFO;
    }

    /**
     * {@return the diagnosis as a text of several lines for a terminal, without colors} The findings about causes come
     * before the findings about their effects.
     */
    default String toText() {
        return DiagnosisText.of(this);
    }

    /**
     * Returns the diagnosis as JSON. The member {@code version} is {@code 1}; later versions of the library may add
     * members without changing {@code version}.
     *
     * @return the JSON object
     */
    default JsonObject toJson() {
        return DiagnosisJson.of(this);
    }

    /**
     * Returns the diagnosis as a web page that contains no script and refers to no other resource.
     *
     * @return the page in HTML
     */
    default String toHtml() {
        return DiagnosisHtml.of(this);
    }

    /**
     * Creates a diagnosis, for implementations of the API and for tests.
     *
     * @param server the name of the server
     * @param time the time at which the diagnosis was started
     * @param duration the duration of the diagnosis
     * @param checks the results of all checks, in the order of the steps
     * @return the diagnosis
     */
    static Diagnosis of(String server, Instant time, Duration duration, List<CheckResult> checks) {
        return new DiagnosisRecord(server, time, duration, checks);
    }

    /**
     * Creates the diagnosis of a failed call. The findings of the diagnosis are the causes of the failure, in the same
     * order. All findings have the severity {@link Severity#BROKEN}, because the call failed. The first finding also
     * describes the failure itself, for example with the HTTP status and the error of the server. No request is sent.
     *
     * @param failure the failure of an exception
     * @param time the time of the failure
     * @return the diagnosis
     * @see io.safire.error.SmartException#diagnosis()
     */
    static Diagnosis of(Failure failure, Instant time) {
        return DiagnosisRecord.of(failure, time);
    }
}
