package io.servelab.op;

import io.servelab.perf.Evidence;
import io.servelab.perf.Reading;
import io.servelab.perf.Source;
import java.util.Locale;

/**
 * Time and energy of a call, and what they rest on.
 *
 * @param latencyMs time, milliseconds
 * @param energyWms energy, watt-milliseconds; 0 where power was not measured
 * @param source what the time rests on
 * @param evidence how far it is from a measurement
 */
public record OpTime(double latencyMs, double energyWms, Source source, Evidence evidence) {

  /** No time from a formula: the identity of {@link #plus}. */
  public static final OpTime NONE = formula(0);

  /** Time read from a measured table. */
  public static OpTime measured(Reading reading) {
    Source source =
        reading.evidence() == Evidence.SUBSTITUTED ? Source.SUBSTITUTED : Source.SILICON;
    return new OpTime(reading.latencyMs(), reading.energyWms(), source, reading.evidence());
  }

  /** Time of a formula in bytes and bandwidth. */
  public static OpTime formula(double latencyMs) {
    return new OpTime(latencyMs, 0, Source.EMPIRICAL, Evidence.FORMULA);
  }

  /** Time estimated from measured utilisation. */
  public static OpTime estimated(double latencyMs, Evidence evidence) {
    return new OpTime(latencyMs, 0, Source.EMPIRICAL, evidence);
  }

  /** Roofline time. */
  public static OpTime roofline(double latencyMs) {
    return new OpTime(latencyMs, 0, Source.SOL, Evidence.ROOFLINE);
  }

  /** One call after another; a call that took neither time nor energy leaves no trace. */
  public OpTime plus(OpTime other) {
    if (other.isNothing()) {
      return this;
    }
    if (isNothing()) {
      return other;
    }
    return new OpTime(
        latencyMs + other.latencyMs,
        energyWms + other.energyWms,
        source.and(other.source),
        evidence.and(other.evidence));
  }

  /**
   * Calls one after another, each repeated; equal to {@link #times} and {@link #plus} in order.
   *
   * @param calls at least one
   * @param counts {@code counts[i]} repetitions of {@code calls[i]}
   */
  public static OpTime sum(OpTime[] calls, double[] counts) {
    double latencyMs = calls[0].latencyMs * counts[0];
    double energyWms = calls[0].energyWms * counts[0];
    Source source = calls[0].source;
    Evidence evidence = calls[0].evidence;
    for (int index = 1; index < calls.length; index++) {
      OpTime call = calls[index];
      double latency = call.latencyMs * counts[index];
      double energy = call.energyWms * counts[index];
      if (latency == 0 && energy == 0) {
        continue;
      }
      boolean nothingYet = latencyMs == 0 && energyWms == 0;
      source = nothingYet ? call.source : source.and(call.source);
      evidence = nothingYet ? call.evidence : evidence.and(call.evidence);
      latencyMs += latency;
      energyWms += energy;
    }
    return new OpTime(latencyMs, energyWms, source, evidence);
  }

  /** Repeated calls, or a share of one. */
  public OpTime times(double count) {
    return new OpTime(latencyMs * count, energyWms * count, source, evidence);
  }

  /** The same, not below zero. */
  public OpTime nonNegative() {
    return latencyMs >= 0 && energyWms >= 0
        ? this
        : new OpTime(Math.max(0, latencyMs), Math.max(0, energyWms), source, evidence);
  }

  private boolean isNothing() {
    return latencyMs == 0 && energyWms == 0;
  }

  /** The time with what it rests on, such as {@code 0.01969 ms, silicon, interpolated}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4g ms, %s, %s", latencyMs, source, evidence)
        .toLowerCase(Locale.ROOT);
  }
}
