package io.safire.impl.config;

import java.time.Duration;

/**
 * The settings of the circuit breaker and of the limit of concurrent requests.
 *
 * @param failures the number of consecutive failed calls to one address that opens its circuit breaker
 * @param delay the time for which the circuit breaker stays open
 * @param mostRequests the maximum number of concurrent requests to the server
 */
public record Protection(int failures, Duration delay, int mostRequests) {}
