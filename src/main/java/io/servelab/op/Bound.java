package io.servelab.op;

/**
 * The least time that arithmetic and memory rates allow for one call.
 *
 * @param totalMs time of the whole call in roofline mode, milliseconds
 * @param mathMs arithmetic term, milliseconds
 * @param memoryMs memory term, milliseconds
 */
public record Bound(double totalMs, double mathMs, double memoryMs) {

  /** The larger of the two terms. */
  public static Bound of(double mathMs, double memoryMs) {
    return new Bound(Math.max(mathMs, memoryMs), mathMs, memoryMs);
  }

  /** Nothing to do. */
  public static final Bound ZERO = new Bound(0, 0, 0);

  /** Bound of one call after the other. */
  public Bound plus(Bound other) {
    return new Bound(totalMs + other.totalMs, mathMs + other.mathMs, memoryMs + other.memoryMs);
  }

  /** Bound of repeated calls. */
  public Bound times(double count) {
    return new Bound(totalMs * count, mathMs * count, memoryMs * count);
  }
}
