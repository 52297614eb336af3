package io.servelab.op.attention;

import io.servelab.error.NoDataException;
import io.servelab.op.OpTime;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.TransferKind;
import io.servelab.perf.Utilisation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Estimates attention from measured utilisation of its own head width, else of another one; with
 * its own window, else of full attention.
 */
final class AttentionEstimator {

  private static final int USUAL_HEAD_DIM = 128;

  private final Utilisation utilisation;
  private final double scale;
  private final Evidence evidence;

  private AttentionEstimator(Utilisation utilisation, double scale, Evidence evidence) {
    this.utilisation = utilisation;
    this.scale = scale;
    this.evidence = evidence;
  }

  /**
   * Chooses samples for prefill, coordinates {@code (heads, length, batch)}.
   *
   * @throws NoDataException if no permitted transfer finds any
   */
  static AttentionEstimator context(ContextAttention attention, PerfDatabase database) {
    if (database.find("context_attention").isEmpty()) {
      throw none(attention, database);
    }
    AttentionTable table = database.index(ContextAttentionTimer.INDEX);
    HeadDimLevels levels = HeadDimLevels.of(database.engine());
    return choose(
            database,
            table,
            attention.slice(),
            attention.lanes(),
            slice -> contextRow(attention, slice, database),
            (dim, reference) -> levels.at(dim) / levels.at(reference))
        .orElseThrow(() -> none(attention, database));
  }

  /**
   * Chooses samples for decode, coordinates {@code (heads, batch, length)}.
   *
   * @throws NoDataException if no permitted transfer finds any
   */
  static AttentionEstimator generation(GenerationAttention attention, PerfDatabase database) {
    if (database.find("generation_attention").isEmpty()) {
      throw none(attention, database);
    }
    return choose(
            database,
            database.index(GenerationAttentionTimer.INDEX),
            attention.slice(),
            attention.lanes(),
            slice ->
                point ->
                    GenerationAttentionTimer.rowBound(
                        database, slice, attention.kv(), point[0], point[1], point[2]),
            (dim, reference) -> 1)
        .orElseThrow(() -> none(attention, database));
  }

  OpTime time(double boundMs, double... query) {
    return OpTime.estimated(utilisation.latencyMs(boundMs, scale, query), evidence);
  }

  /** Ratio of typical utilisations of two head widths. */
  @FunctionalInterface
  private interface Transfer {
    double scale(int dim, int reference);
  }

  private static Optional<AttentionEstimator> choose(
      PerfDatabase database,
      AttentionTable table,
      AttentionSlice wanted,
      List<String> lanes,
      Function<AttentionSlice, Roofline> roofline,
      Transfer transfer) {
    int[] windows = IntStream.of(wanted.window(), 0).distinct().toArray();
    for (int window : windows) {
      AttentionSlice slice = wanted.withWindow(window);
      Optional<Utilisation> own = samples(table, slice, lanes, roofline.apply(slice));
      if (own.isPresent()) {
        return Optional.of(new AttentionEstimator(own.get(), 1, Evidence.UTILISATION));
      }
      if (!database.transfers().allows(TransferKind.XSHAPE)) {
        continue;
      }
      Optional<Integer> reference = reference(table.headDims(slice), slice.headDim());
      if (reference.isPresent()) {
        AttentionSlice other = slice.withHeadDim(reference.get());
        Optional<Utilisation> carried = samples(table, other, lanes, roofline.apply(other));
        if (carried.isPresent()) {
          double scale = transfer.scale(slice.headDim(), reference.get());
          return Optional.of(new AttentionEstimator(carried.get(), scale, Evidence.XSHAPE));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> reference(List<Integer> collected, int wanted) {
    if (collected.contains(USUAL_HEAD_DIM)) {
      return Optional.of(USUAL_HEAD_DIM);
    }
    return collected.stream()
        .min(Comparator.comparingDouble(dim -> Math.abs(Math.log((double) dim / wanted))));
  }

  private static Optional<Utilisation> samples(
      AttentionTable table, AttentionSlice slice, List<String> lanes, Roofline roofline) {
    return table
        .find(slice, lanes)
        .map(grid -> collect(grid, roofline))
        .filter(samples -> samples.size() > 0);
  }

  private static Utilisation collect(Grid grid, Roofline roofline) {
    Utilisation.Builder samples = new Utilisation.Builder(grid.depth(), roofline);
    grid.forEach(samples);
    return samples.build();
  }

  private static Roofline contextRow(
      ContextAttention attention, AttentionSlice slice, PerfDatabase database) {
    Heads heads = new Heads(attention.heads().query(), attention.heads().kv(), slice.headDim());
    ContextAttention measured =
        new ContextAttention(
            heads,
            slice.window(),
            attention.math(),
            attention.kv(),
            attention.qkNorm(),
            1,
            attention.lanes());
    return point -> MeasuredBound.context(measured, database, point[0], point[1], point[2]);
  }

  private static NoDataException none(Object attention, PerfDatabase database) {
    return NoDataException.estimate(
        "No measured utilisation to estimate " + attention + " from on " + database + ".");
  }
}
