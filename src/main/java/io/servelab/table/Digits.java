package io.servelab.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How the numbers of one column are written: as many decimals as tell them apart, the same for all,
 * so that they line up.
 *
 * <p>The largest number gets the wanted significant digits and the smallest at least two. When that
 * would take more than {@value #WIDEST} digits the column spans too many magnitudes, and each
 * number is written by itself.
 */
final class Digits {

  /** What a cell without a value shows. */
  static final String MISSING = "—";

  private static final int WIDEST = 9;
  private static final double PLAIN_FROM = 1e-4;
  private static final double PLAIN_BELOW = 1e7;
  private static final int EACH_BY_ITSELF = -1;

  private final int significant;
  private final int decimals;

  private Digits(int significant, int decimals) {
    this.significant = significant;
    this.decimals = decimals;
  }

  /**
   * The style for a column of numbers.
   *
   * @param values the numbers that will be shown; NaN and infinities do not matter
   * @param significant digits of the largest number
   */
  static Digits of(double[] values, int significant) {
    double[] sizes =
        DoubleStream.of(values)
            .filter(value -> value != 0 && Double.isFinite(value))
            .map(Math::abs)
            .toArray();
    boolean whole = DoubleStream.of(sizes).allMatch(size -> size == Math.rint(size));
    double largest = DoubleStream.of(sizes).max().orElse(1);
    if (whole && largest < 1e12) {
      return new Digits(significant, 0);
    }
    int top = exponent(largest);
    int bottom = exponent(DoubleStream.of(sizes).min().orElse(1));
    int decimals = Math.max(0, Math.max(significant - 1 - top, 1 - bottom));
    boolean tooWide = decimals + Math.max(0, top) + 1 > Math.max(WIDEST, significant + 2);
    return new Digits(significant, tooWide ? EACH_BY_ITSELF : decimals);
  }

  /** The style for numbers that do not stand in a column. */
  static Digits single(int significant) {
    return new Digits(significant, EACH_BY_ITSELF);
  }

  /** The same with no more than this many decimals. */
  Digits atMost(int most) {
    return decimals > most ? new Digits(significant, most) : this;
  }

  /** The number as shown. */
  String text(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (decimals >= 0) {
      return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
    return alone(value);
  }

  private String alone(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < PLAIN_FROM || size >= PLAIN_BELOW)) {
      return String.format(Locale.ROOT, "%." + (significant - 1) + "e", value);
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(significant, RoundingMode.HALF_UP));
    int shown = Math.max(0, rounded.stripTrailingZeros().scale());
    return String.format(Locale.ROOT, "%,." + shown + "f", rounded);
  }

  private static int exponent(double size) {
    return (int) Math.floor(Math.log10(size));
  }
}
