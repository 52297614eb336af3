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
    return new Lenders(
            table,
            attention.lanes(),
            slice -> contextRow(attention, slice, database),
            (dim, reference) -> levels.at(dim) / levels.at(reference))
        .choose(attention.slice(), database.transfers().allows(TransferKind.XSHAPE))
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
    return new Lenders(
            database.index(GenerationAttentionTimer.INDEX),
            attention.lanes(),
            slice ->
                point ->
                    GenerationAttentionTimer.rowBound(
                        database, slice, attention.kv(), point[0], point[1], point[2]),
            (dim, reference) -> 1)
        .choose(attention.slice(), database.transfers().allows(TransferKind.XSHAPE))
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

  /**
   * What may lend its utilisation.
   *
   * @param table measurements
   * @param lanes order in which lanes are asked
   * @param roofline roofline of measured points of a slice
   * @param transfer ratio between head widths
   */
  private record Lenders(
      AttentionTable table,
      List<String> lanes,
      Function<AttentionSlice, Roofline> roofline,
      Transfer transfer) {

    Optional<AttentionEstimator> choose(AttentionSlice wanted, boolean otherWidths) {
      for (int window : IntStream.of(wanted.window(), 0).distinct().toArray()) {
        AttentionSlice slice = wanted.withWindow(window);
        Optional<AttentionEstimator> found =
            own(slice).or(() -> otherWidths ? carried(slice) : Optional.empty());
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private Optional<AttentionEstimator> own(AttentionSlice slice) {
      return samples(slice, table.find(slice, lanes))
          .map(samples -> new AttentionEstimator(samples, 1, Evidence.UTILISATION));
    }

    /** From another width in the first lane that has a suitable one, else in any lane. */
    private Optional<AttentionEstimator> carried(AttentionSlice slice) {
      for (String lane : lanes) {
        AttentionSlice inLane = slice.inLane(lane);
        Optional<AttentionEstimator> found =
            carried(inLane, table.headDimsInLane(inLane), table::find);
        if (found.isPresent()) {
          return found;
        }
      }
      return carried(slice, table.headDims(slice), other -> table.find(other, lanes));
    }

    private Optional<AttentionEstimator> carried(
        AttentionSlice slice,
        List<Integer> collected,
        Function<AttentionSlice, Optional<Grid>> find) {
      return reference(collected, slice.headDim())
          .map(slice::withHeadDim)
          .flatMap(
              other ->
                  samples(other, find.apply(other))
                      .map(
                          samples ->
                              new AttentionEstimator(
                                  samples,
                                  transfer.scale(slice.headDim(), other.headDim()),
                                  Evidence.XSHAPE)));
    }

    private Optional<Utilisation> samples(AttentionSlice slice, Optional<Grid> grid) {
      return grid.map(points -> collect(points, roofline.apply(slice)))
          .filter(samples -> samples.size() > 0);
    }
  }

  private static Optional<Integer> reference(List<Integer> collected, int wanted) {
    if (collected.contains(USUAL_HEAD_DIM)) {
      return Optional.of(USUAL_HEAD_DIM);
    }
    return collected.stream()
        .min(Comparator.comparingDouble(dim -> Math.abs(Math.log((double) dim / wanted))));
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
    return database.notEstimated(String.valueOf(attention));
  }
}
