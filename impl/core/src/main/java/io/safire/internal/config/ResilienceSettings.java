package io.safire.internal.config;

import static io.safire.internal.config.Setting.BREAKER_DELAY;
import static io.safire.internal.config.Setting.BREAKER_FAILURES;
import static io.safire.internal.config.Setting.MAX_CONCURRENT_REQUESTS;

import java.time.Duration;

/**
 * The settings for the circuit breaker and for the limit on concurrent requests.
 *
 * @param breakerFailures the number of consecutive failed calls to one address after which the circuit breaker of that
 *     address opens
 * @param breakerDelay the time for which the circuit breaker stays open
 * @param maxConcurrentRequests the maximum number of concurrent requests to the server
 */
public record ResilienceSettings(int breakerFailures, Duration breakerDelay, int maxConcurrentRequests) {

    static ResilienceSettings read(SettingParser parser) {
        return new ResilienceSettings(
                parser.integer(BREAKER_FAILURES),
                parser.duration(BREAKER_DELAY),
                parser.integer(MAX_CONCURRENT_REQUESTS));
    }
}
