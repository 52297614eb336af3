/**
 * One forward pass: its time, operation by operation, and the device memory it needs.
 *
 * <p>Entry points: {@link io.servelab.step.StepTimer} and {@link io.servelab.step.MemoryLedger}.
 * Knows nothing of how passes follow one another.
 */
@NullMarked
package io.servelab.step;

import org.jspecify.annotations.NullMarked;
