package io.safire.internal.cache;

import io.safire.spi.TokenStore;
import java.security.SecureRandom;

/** The store, threads and random source of managed tokens, shared by all servers of an application. */
public record TokenEnvironment(TokenStore store, RefreshThreads threads, SecureRandom random) {}
