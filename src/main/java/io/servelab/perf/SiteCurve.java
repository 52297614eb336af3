package io.servelab.perf;

import io.servelab.error.NoDataException;
import java.util.Arrays;

/** The sweep of one weight shape over token counts. */
final class SiteCurve {

  private static final int TAIL = 3;

  private final double n;
  private final double k;
  private final double log2N;
  private final double log2K;
  private final Grid sweep;

  private SiteCurve(double n, double k, Grid sweep) {
    this.n = n;
    this.k = k;
    this.log2N = Logs.log2(n);
    this.log2K = Logs.log2(k);
    this.sweep = sweep;
  }

  static SiteCurve of(double n, double k, Grid sweep) {
    return new SiteCurve(n, k, sweep);
  }

  /** The same with times that never fall. */
  SiteCurve monotone() {
    return new SiteCurve(n, k, MonotoneSweep.of(sweep));
  }

  double n() {
    return n;
  }

  double k() {
    return k;
  }

  double log2N() {
    return log2N;
  }

  double log2K() {
    return log2K;
  }

  double[] tokens() {
    return sweep.keys;
  }

  double[] latenciesMs() {
    return sweep.latenciesMs;
  }

  double powerW(int index) {
    return sweep.powerW(index);
  }

  boolean covers(double tokens) {
    return sweep.covers(tokens);
  }

  /** Linear inside the sweep; beyond it, the median share of the nearest boundary points holds. */
  Reading read(double tokens, Roofline roofline) {
    int found = sweep.find(tokens);
    if (found >= 0) {
      return new Reading(sweep.latenciesMs[found], sweep.powerW(found), Evidence.MEASURED);
    }
    int size = sweep.keys.length;
    if (size < 2 || !sweep.covers(tokens)) {
      return hold(tokens, roofline);
    }
    int high = -found - 1;
    int low = high - 1;
    double weight = (tokens - sweep.keys[low]) / (sweep.keys[high] - sweep.keys[low]);
    return new Reading(
        sweep.latenciesMs[low] + weight * (sweep.latenciesMs[high] - sweep.latenciesMs[low]),
        sweep.powerW(low) + weight * (sweep.powerW(high) - sweep.powerW(low)),
        Evidence.INTERPOLATED);
  }

  private Reading hold(double tokens, Roofline roofline) {
    int size = sweep.keys.length;
    int count = Math.min(TAIL, size);
    int from = tokens < sweep.keys[0] ? 0 : size - count;
    double[] shares = new double[count];
    double[] powers = new double[count];
    int valid = 0;
    for (int index = from; index < from + count; index++) {
      double bound = roofline.ms(sweep.keys[index], n, k);
      if (GridInterpolator.positive(sweep.latenciesMs[index]) && GridInterpolator.positive(bound)) {
        shares[valid] = bound / sweep.latenciesMs[index];
        powers[valid] = sweep.powerW(index);
        valid++;
      }
    }
    double here = roofline.ms(tokens, n, k);
    if (valid == 0 || !GridInterpolator.positive(here)) {
      throw NoDataException.measurement(
          "No point of the sweep n=" + n + ", k=" + k + " can anchor m=" + tokens + ".");
    }
    return new Reading(
        here / SiteCurves.median(shares, valid),
        SiteCurves.median(powers, valid),
        Evidence.EXTRAPOLATED);
  }

  @Override
  public String toString() {
    return "n=" + n + " k=" + k + " m=" + Arrays.toString(sweep.keys);
  }
}
