package io.safire.benchmark;

import org.openjdk.jmh.annotations.Threads;

/** The same by eight threads at once. */
@Threads(8)
public class CachedTokenEightThreadsBenchmark extends CachedTokenBenchmark {}
