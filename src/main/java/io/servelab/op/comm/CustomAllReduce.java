package io.servelab.op.comm;

import io.servelab.error.NoDataException;
import io.servelab.hardware.Interconnect;
import io.servelab.model.CommQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.op.TokenShare;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.MonotoneSweep;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.RuleSet;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import io.servelab.perf.Utilisation;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engine's own all-reduce of a hidden state over tensor-parallel ranks.
 *
 * <p>Table {@code custom_allreduce}, one curve over message elements for each GPU count;
 * proportional beyond it. A group larger than a node that was not measured itself is carried over
 * from the full node. Roofline: twice the ring volume of 16-bit elements.
 *
 * @param hidden elements for each token
 * @param ranks tensor-parallel size
 * @param share tokens of the call
 */
public record CustomAllReduce(double hidden, int ranks, TokenShare share) implements Operation {

  private static final int BYTES = 2;
  private static final int RACK_AS_NODE = 72;
  private static final int LARGEST_OWN_GROUP = 4;

  private static final TableIndex<Slices<Integer>> INDEX =
      database -> {
        PerfTable table = database.table("custom_allreduce");
        PerfTable.NumberColumn gpus = table.number("num_gpus");
        return Slices.of(
            table,
            row -> Optional.of((int) gpus.at(row)),
            Slices.Axes.of(table, table.number("message_size")::at));
      };

  /** Over all tokens. */
  public static CustomAllReduce of(double hidden, int ranks) {
    return new CustomAllReduce(hidden, ranks, TokenShare.WHOLE);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    if (ranks <= 1) {
      return new FreeTimer(OpTime.NONE);
    }
    boolean measuredOnly = database.mode().sharesRows();
    Interconnect links = database.system().links();
    if (measuredOnly && links.gpusPerNode() == RACK_AS_NODE && ranks > LARGEST_OWN_GROUP) {
      return new Nccl(Collective.ALL_REDUCE, hidden, ranks, CommQuant.HALF, share).bind(database);
    }
    return new Timer(this, database);
  }

  private double size(OpShape shape) {
    return share.of(shape.tokens()) * hidden;
  }

  private static double boundMs(Interconnect links, double size, int ranks) {
    return 2.0 * size * BYTES / ranks * (ranks - 1) / links.bytesPerS(ranks) * 1000;
  }

  private static final class Timer implements MeasuredTimer {
    private static final Roofline PROPORTIONAL = point -> point[0];

    private final CustomAllReduce reduce;
    private final PerfDatabase database;
    private final Interconnect links;
    private final Resolved<Integer> measured;
    private final Resolved<GridInterpolator> curve;
    private final Resolved<Utilisation> samples;

    Timer(CustomAllReduce reduce, PerfDatabase database) {
      this.reduce = reduce;
      this.database = database;
      this.links = database.system().links();
      this.measured = Resolved.by(() -> Math.min(reduce.ranks, largestGroup()));
      this.curve = Resolved.by(() -> GridInterpolator.linear(sweep(), PROPORTIONAL));
      this.samples = Resolved.by(this::collect);
    }

    private Grid sweep() {
      Grid grid = database.index(INDEX).require(measured.get());
      return database.rules() == RuleSet.SERVELAB ? MonotoneSweep.of(grid) : grid;
    }

    /** What larger groups are carried over from. */
    private int largestGroup() {
      Stream<Integer> collected =
          database.find("custom_allreduce").stream()
              .flatMap(table -> database.index(INDEX).keys().stream());
      return Stream.concat(collected, Stream.of(links.gpusPerNode()))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    private Utilisation collect() {
      int gpus = measured.get();
      Grid grid =
          database
              .find("custom_allreduce")
              .flatMap(table -> database.index(INDEX).find(gpus))
              .orElseThrow(
                  () ->
                      NoDataException.estimate(
                          "No measured all-reduce over " + gpus + " GPUs on " + database));
      Utilisation.Builder builder =
          new Utilisation.Builder(1, point -> boundMs(links, point[0], gpus));
      grid.forEach(builder);
      return builder.build();
    }

    @Override
    public PerfDatabase database() {
      return database;
    }

    @Override
    public OpTime measured(OpShape shape) {
      return OpTime.measured(curve.get().read(reduce.size(shape)))
          .times(RingScaling.factor(links, measured.get(), reduce.ranks));
    }

    @Override
    public OpTime estimated(OpShape shape) {
      double size = reduce.size(shape);
      double boundMs = boundMs(links, size, reduce.ranks);
      return OpTime.estimated(
          samples.get().latencyMs(boundMs, 1, size),
          measured.get() == reduce.ranks ? Evidence.UTILISATION : Evidence.XSHAPE);
    }

    @Override
    public OpTime roofline(OpShape shape) {
      return OpTime.roofline(boundMs(links, reduce.size(shape), reduce.ranks));
    }

    @Override
    public Optional<Bound> bound(OpShape shape) {
      return Optional.of(new Bound(boundMs(links, reduce.size(shape), reduce.ranks), 0, 0));
    }

    @Override
    public boolean dependsOnTokensOnly() {
      return true;
    }
  }
}
