package io.safire.impl.managed;

import io.safire.spi.TokenStore;
import java.security.SecureRandom;

/** The store, threads and random source of managed tokens, shared by all servers of an application. */
public record Upkeep(TokenStore store, RenewalThreads threads, SecureRandom random) {}
