package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for the circuit breaker and for the limit on concurrent requests.
 *
 * @param breakerFailures the number of consecutive failed calls to one address after which the circuit breaker of that
 *     address opens
 * @param breakerDelay the time for which the circuit breaker stays open
 * @param maxConcurrentRequests the maximum number of concurrent requests to the server
 */
public record ResilienceSettings(int breakerFailures, Duration breakerDelay, int maxConcurrentRequests) {}
