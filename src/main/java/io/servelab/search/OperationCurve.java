package io.servelab.search;

import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.Evidence;
import io.servelab.perf.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Times of one operation over one measure of its shape, and which of them were measured.
 *
 * @param samples by increasing measure: every measured one, and enough between them
 */
public record OperationCurve(List<Sample> samples) {

  private static final int DRAWN = 240;
  private static final long MOST_ASKED = 40_000;

  /** Copies the list. */
  public OperationCurve {
    samples = List.copyOf(samples);
  }

  /**
   * One time.
   *
   * @param size the measure, such as sequences or tokens
   * @param timeMs time of all calls in a pass, milliseconds
   * @param source what the time rests on
   * @param evidence how far the time is from a measurement
   */
  public record Sample(long size, double timeMs, Source source, Evidence evidence) {

    /** Whether a measured point answers, by itself or beside a formula for a smaller part. */
    public boolean measured() {
      return evidence == Evidence.MEASURED
          || (source == Source.MIXED && evidence == Evidence.FORMULA);
    }
  }

  /**
   * Asks for every size from 1 on, since only the answers tell which sizes were measured.
   *
   * @param timer the operation
   * @param shape the shape of a size
   * @param largest the largest size
   */
  public static OperationCurve of(OperationTimer timer, LongFunction<OpShape> shape, long largest) {
    long stride = Math.max(1, largest / MOST_ASKED);
    long drawn = Math.max(1, largest / DRAWN);
    List<Sample> samples = new ArrayList<>();
    for (long size = 1; size <= largest; size += stride) {
      OpTime time = timer.time(shape.apply(size));
      Sample sample = new Sample(size, time.latencyMs(), time.source(), time.evidence());
      if (sample.measured() || size == 1 || size % drawn == 0 || size == largest) {
        samples.add(sample);
      }
    }
    return new OperationCurve(samples);
  }
}
