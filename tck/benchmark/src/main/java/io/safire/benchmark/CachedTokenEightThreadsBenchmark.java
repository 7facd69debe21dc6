package io.safire.benchmark;

import org.openjdk.jmh.annotations.Threads;

/** Benchmark of a cached managed token with eight concurrent threads. */
@Threads(8)
public class CachedTokenEightThreadsBenchmark extends CachedTokenBenchmark {}
