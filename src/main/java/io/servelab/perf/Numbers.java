package io.servelab.perf;

import java.nio.charset.StandardCharsets;

/** Parses decimal numbers from bytes, exactly. */
final class Numbers {

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int exponent = 1; exponent < POWERS_OF_TEN.length; exponent++) {
      POWERS_OF_TEN[exponent] = 10 * POWERS_OF_TEN[exponent - 1];
    }
  }

  private Numbers() {}

  /**
   * The double nearest to the text, or NaN if the text is not a number.
   *
   * <p>Up to fifteen digits with a small exponent are exact as one division of two exact doubles;
   * longer texts go to the platform's parser.
   */
  static double parse(byte[] bytes, int start, int end) {
    int at = start;
    boolean negative = at < end && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (; at < end; at++) {
      byte symbol = bytes[at];
      if (symbol >= '0' && symbol <= '9') {
        digits = 10 * digits + (symbol - '0');
        count += digits == 0 ? 0 : 1;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (symbol == '.' && fraction < 0) {
        fraction = 0;
      } else {
        break;
      }
      if (count > EXACT_DIGITS) {
        break;
      }
    }
    boolean simple = at == end && end > start && fraction < POWERS_OF_TEN.length;
    if (!simple) {
      return slow(bytes, start, end);
    }
    double value = fraction > 0 ? digits / POWERS_OF_TEN[fraction] : digits;
    return negative ? -value : value;
  }

  private static double slow(byte[] bytes, int start, int end) {
    byte first = bytes[start];
    if (first != '-' && first != '.' && (first < '0' || first > '9')) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    } catch (NumberFormatException notNumber) {
      return Double.NaN;
    }
  }
}
