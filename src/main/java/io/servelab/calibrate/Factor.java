package io.servelab.calibrate;

import io.servelab.engine.sim.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A constant that a calibration may move: a factor on what ships, most likely 1.
 *
 * <p>Spreads are what separated models and systems of {@code perf-data/truth} from each other when
 * host times were fitted without them; pass times are known better than hosts.
 */
enum Factor {
  /** Until the scheduler sees a request. */
  HOST_REQUEST(0.6, 4, Calibration::hostRequest),
  /** Host part of passes with prompts. */
  HOST_PREFILL(0.4, 4, Calibration::hostPrefill),
  /** Host part of passes without. */
  HOST_DECODE(0.5, 4, Calibration::hostDecode),
  /** Device part of passes with prompts. */
  PREFILL_TIME(0.15, 2, Calibration::prefillTime),
  /** Device part of passes without. */
  DECODE_TIME(0.12, 2, Calibration::decodeTime);

  private final double spread;
  private final double bound;
  private final ToDoubleFunction<Calibration> value;

  Factor(double spread, double bound, ToDoubleFunction<Calibration> value) {
    this.spread = spread;
    this.bound = bound;
    this.value = value;
  }

  /** Name in files. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Standard deviation of its logarithm before anything is measured. */
  double spread() {
    return spread;
  }

  /** Largest factor; its inverse is the smallest. */
  double bound() {
    return bound;
  }

  double in(Calibration calibration) {
    return value.applyAsDouble(calibration);
  }

  /** A logarithm within the bounds. */
  double clamped(double logarithm) {
    double most = Math.log(bound);
    return Math.max(-most, Math.min(most, logarithm));
  }

  static final List<Factor> ALL = List.of(values());

  /** Factors from their logarithms, in the order of this enumeration. */
  static Calibration of(double[] logarithms) {
    double[] factors = new double[ALL.size()];
    for (int index = 0; index < factors.length; index++) {
      factors[index] = Math.exp(ALL.get(index).clamped(logarithms[index]));
    }
    return new Calibration(factors[0], factors[1], factors[2], factors[3], factors[4]);
  }
}
