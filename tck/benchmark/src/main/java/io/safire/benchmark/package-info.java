/** Benchmarks of the library, compared with baselines that use only the JDK. */
package io.safire.benchmark;
