/** Benchmarks of what users wait for, run by {@code mvn -P bench test-compile exec:exec}. */
@NullMarked
package io.servelab.bench;

import org.jspecify.annotations.NullMarked;
