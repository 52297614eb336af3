package io.servelab.perf;

/**
 * One answer of a table.
 *
 * @param latencyMs time, milliseconds
 * @param powerW mean power, watts; 0 where none was measured
 * @param evidence how far the answer is from a measured point
 */
public record Reading(double latencyMs, double powerW, Evidence evidence) {

  /** Energy, watt-milliseconds. */
  public double energyWms() {
    return powerW * latencyMs;
  }
}
