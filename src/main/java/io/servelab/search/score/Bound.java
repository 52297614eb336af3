package io.servelab.search.score;

import io.servelab.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit on a metric.
 *
 * @param metric what is limited
 * @param side whether it may not exceed the limit or not fall below it
 * @param limit the limit, positive, in the unit of the metric
 */
public record Bound(Metric metric, Side side, double limit) {

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([a-z_]+)\\s*(<=|>=)\\s*(\\d+(?:\\.\\d+)?)\\s*");

  /** Which side of a limit is allowed. */
  public enum Side {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  /** Requires a positive limit. */
  public Bound {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw InvalidValueException.of(
          "limit of " + metric.id(), limit, "a limit is a positive number.");
    }
  }

  /** A metric that may not exceed a limit. */
  public static Bound atMost(Metric metric, double limit) {
    return new Bound(metric, Side.AT_MOST, limit);
  }

  /** A metric that may not fall below a limit. */
  public static Bound atLeast(Metric metric, double limit) {
    return new Bound(metric, Side.AT_LEAST, limit);
  }

  /**
   * Reads a bound as people write it, such as {@code power_w <= 700}.
   *
   * @throws InvalidValueException if it is no metric, sign and number
   * @throws io.servelab.error.UnknownNameException if there is no such metric
   */
  public static Bound parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw InvalidValueException.of(
          "bound", text, "expected a metric, <= or >=, and a number, such as power_w<=700.");
    }
    Metric metric = Metric.of(parts.group(1));
    double limit = Double.parseDouble(parts.group(3));
    return parts.group(2).equals(Side.AT_MOST.sign)
        ? atMost(metric, limit)
        : atLeast(metric, limit);
  }

  /**
   * How far a value is on the wrong side, relative to the limit: {@code value / limit - 1} above an
   * upper limit, {@code 1 - value / limit} below a lower one, else 0. Infinite for an unknown
   * value.
   */
  public double violation(double value) {
    if (Double.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    double excess = side == Side.AT_MOST ? value / limit - 1 : 1 - value / limit;
    return Math.max(0, excess);
  }

  /** Whether a value is within the limit. */
  public boolean holds(double value) {
    return side == Side.AT_MOST ? value <= limit : value >= limit;
  }

  @Override
  public String toString() {
    return metric.id()
        + " "
        + side
        + " "
        + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}
