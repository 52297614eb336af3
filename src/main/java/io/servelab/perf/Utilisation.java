package io.servelab.perf;

import io.servelab.error.NoDataException;
import java.util.Arrays;

/**
 * Estimates a time from the share of the roofline that measured points reach.
 *
 * <p>Coordinates are compared in log space, each axis scaled to the range of the samples, and a
 * query outside that range is moved to its border. The two nearest samples vote with inverse
 * distance.
 *
 * <p>Source: the utilisation-space estimator of aiconfigurator 0.12.0.
 */
public final class Utilisation {

  private static final double FLOOR = 1e-9;

  /** Room for what squaring a root rounds away. */
  private static final double ROUNDING = 1 + 1e-12;

  private final int axes;
  private final double[] minima;
  private final double[] spans;

  /** {@code normalised[sample * axes + axis]}, each in [0, 1]. */
  private final double[] normalised;

  private final double[] shares;

  private Utilisation(int axes, double[] logs, double[] shares) {
    this.axes = axes;
    this.shares = shares;
    this.minima = new double[axes];
    this.spans = new double[axes];
    this.normalised = logs;
    for (int axis = 0; axis < axes; axis++) {
      normalise(axis);
    }
  }

  private void normalise(int axis) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int at = axis; at < normalised.length; at += axes) {
      low = Math.min(low, normalised[at]);
      high = Math.max(high, normalised[at]);
    }
    minima[axis] = low;
    spans[axis] = high > low ? high - low : 1;
    for (int at = axis; at < normalised.length; at += axes) {
      normalised[at] = (normalised[at] - low) / spans[axis];
    }
  }

  /** Number of samples. */
  public int size() {
    return shares.length;
  }

  /** Share of the roofline at a point, which may exceed 1 where the measurement beat the bound. */
  public double share(double... query) {
    if (shares.length == 0) {
      throw NoDataException.estimate(
          "No measured utilisation to estimate from at " + Arrays.toString(query) + ".");
    }
    double[] scaled = new double[axes];
    for (int axis = 0; axis < axes; axis++) {
      double value = (Math.log(Math.max(query[axis], FLOOR)) - minima[axis]) / spans[axis];
      scaled[axis] = Math.min(1, Math.max(0, value));
    }
    int first = -1;
    int second = -1;
    double nearest = Double.POSITIVE_INFINITY;
    double next = Double.POSITIVE_INFINITY;
    double reach = Double.POSITIVE_INFINITY;
    for (int sample = 0; sample < shares.length; sample++) {
      double square = 0;
      for (int axis = 0; axis < axes && square < reach; axis++) {
        double delta = normalised[sample * axes + axis] - scaled[axis];
        square += delta * delta;
      }
      if (!(square < reach)) {
        continue;
      }
      // Roots are compared because they tie where squares differ in the last bit; the earlier wins.
      double distance = Math.sqrt(square);
      if (distance < nearest) {
        next = nearest;
        second = first;
        nearest = distance;
        first = sample;
      } else if (distance < next) {
        next = distance;
        second = sample;
      }
      reach = next * next * ROUNDING;
    }
    if (nearest == 0 || second < 0) {
      return shares[first];
    }
    double left = 1 / nearest;
    double right = 1 / next;
    return (left * shares[first] + right * shares[second]) / (left + right);
  }

  /**
   * Time at a point.
   *
   * @param boundMs roofline at the point, milliseconds
   * @param scale ratio by which the utilisation is known to differ from the samples'
   * @param query one value for each axis
   * @throws NoDataException if there are no samples or their utilisation is not positive
   */
  public double latencyMs(double boundMs, double scale, double... query) {
    double share = share(query) * scale;
    if (!(share > 0)) {
      throw NoDataException.estimate(
          "Measured utilisation at " + Arrays.toString(query) + " is not positive.");
    }
    return boundMs / share;
  }

  /** Collects samples from measured points. */
  public static final class Builder implements Grid.Visitor {
    private final int axes;
    private final Roofline roofline;
    private double[] logs;
    private double[] shares = new double[64];
    private int size;

    /**
     * Starts without samples.
     *
     * @param axes number of axes
     * @param roofline bound at a measured point, milliseconds
     */
    public Builder(int axes, Roofline roofline) {
      this.axes = axes;
      this.roofline = roofline;
      this.logs = new double[64 * axes];
    }

    @Override
    public void visit(double[] coordinates, double latencyMs, double powerW) {
      double bound = roofline.ms(coordinates);
      if (!(latencyMs > 0) || !(bound > 0)) {
        return;
      }
      if (size == shares.length) {
        shares = Arrays.copyOf(shares, 2 * size);
        logs = Arrays.copyOf(logs, 2 * size * axes);
      }
      for (int axis = 0; axis < axes; axis++) {
        logs[size * axes + axis] = Math.log(Math.max(coordinates[axis], FLOOR));
      }
      shares[size++] = bound / latencyMs;
    }

    /** Finishes; the result may hold no samples. */
    public Utilisation build() {
      return new Utilisation(axes, Arrays.copyOf(logs, size * axes), Arrays.copyOf(shares, size));
    }
  }
}
