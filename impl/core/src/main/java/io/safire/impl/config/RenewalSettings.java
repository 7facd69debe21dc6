package io.safire.impl.config;

/**
 * When managed tokens are renewed.
 *
 * @param ahead the share of its life that is left when a token is renewed
 * @param jitter the share of that by which it may be earlier or later
 */
public record RenewalSettings(double ahead, double jitter) {}
