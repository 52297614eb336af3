/**
 * Simulation of serving engines: which requests share a pass, how long each pass takes, and what
 * that does to every request.
 *
 * <p>Entry point: {@link io.servelab.engine.sim.EngineSimulation}. The core skips from one
 * scheduling change to the next, so that plain decoding costs nothing per token; all times are
 * whole nanoseconds, so that skipping and counting token by token agree exactly. One small {@link
 * io.servelab.engine.sim.SchedulerPolicy} holds what is particular to an engine.
 */
@NullMarked
package io.servelab.engine.sim;

import org.jspecify.annotations.NullMarked;
