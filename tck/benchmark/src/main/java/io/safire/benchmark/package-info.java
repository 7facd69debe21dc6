/** Benchmarks, each beside a floor written on the JDK alone. */
package io.safire.benchmark;
