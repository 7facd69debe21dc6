package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings of the circuit breaker and of the limit of concurrent requests.
 *
 * @param breakerFailures the number of consecutive failed calls to one address that opens its circuit breaker
 * @param breakerDelay the time for which the circuit breaker stays open
 * @param maxConcurrentRequests the maximum number of concurrent requests to the server
 */
public record ResilienceSettings(int breakerFailures, Duration breakerDelay, int maxConcurrentRequests) {}
