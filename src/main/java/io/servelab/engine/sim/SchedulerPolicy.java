package io.servelab.engine.sim;

/**
 * What is particular to the scheduler of an engine: how a pass is filled with prompt work.
 *
 * <p>A policy decides from what {@link Admission} shows and keeps no state, so that between two
 * scheduling changes it would decide the same again.
 */
public interface SchedulerPolicy {

  /** Fills the next pass of one rank. */
  void fill(Admission pass);

  /** Whether sequences decode in a pass that also computes prompts on the same rank. */
  boolean decodesBesidePrefill();
}
