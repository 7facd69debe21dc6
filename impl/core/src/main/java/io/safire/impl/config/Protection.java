package io.safire.impl.config;

import java.time.Duration;

/**
 * What one server that does not answer may cost.
 *
 * @param failures calls to one address that fail in a row before it is left alone
 * @param delay how long it is left alone
 * @param mostRequests at once
 */
public record Protection(int failures, Duration delay, int mostRequests) {}
