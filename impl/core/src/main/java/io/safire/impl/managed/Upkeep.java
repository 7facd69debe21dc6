package io.safire.impl.managed;

import io.safire.spi.TokenStore;
import java.security.SecureRandom;

/** What tokens are kept and renewed with, for all servers of an application. */
public record Upkeep(TokenStore store, RenewalThreads threads, SecureRandom random) {}
