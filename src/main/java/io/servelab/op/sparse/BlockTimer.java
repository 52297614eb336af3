package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Utilisation;
import java.util.Optional;
import java.util.function.Supplier;

/** Times a block that was measured as a whole. */
final class BlockTimer implements MeasuredTimer {

  /** What sets one block apart from another. */
  interface Block {

    /** Coordinates of a call in the block's table. */
    double[] point(OpShape shape);

    /** Roofline of a call. */
    Bound bound(OpShape shape);

    /** Roofline of a point of the table, milliseconds. */
    double rowBoundMs(double... point);

    /** Rejects number formats that the system cannot multiply. */
    void requireRates();

    /** The time of a call, given what the table says of it. */
    default OpTime corrected(OpTime measured, OpShape shape) {
      return measured;
    }

    /** The roofline as it is told beside a time; as in the reference release, mostly not at all. */
    default Optional<Bound> reported(OpShape shape) {
      return Optional.empty();
    }
  }

  /** Tells a time without the table having the point. */
  @FunctionalInterface
  interface Estimate {
    OpTime time(OpShape shape);
  }

  private final PerfDatabase database;
  private final Block block;
  private final Resolved<GridInterpolator> table;
  private final Resolved<Estimate> estimate;

  BlockTimer(PerfDatabase database, Block block, Supplier<Grid> grid, Supplier<Estimate> estimate) {
    this.database = database;
    this.block = block;
    this.table = Resolved.by(() -> GridInterpolator.linear(grid.get(), block::rowBoundMs));
    this.estimate = Resolved.by(estimate);
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    block.requireRates();
  }

  @Override
  public OpTime measured(OpShape shape) {
    return block.corrected(OpTime.measured(table.get().read(block.point(shape))), shape);
  }

  @Override
  public OpTime estimated(OpShape shape) {
    return estimate.get().time(shape);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(block.bound(shape).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    requireRates();
    return block.reported(shape);
  }

  /** Estimates from the utilisation of a block's own rows. */
  static Estimate ofRows(Grid grid, Block block) {
    Utilisation.Builder builder = new Utilisation.Builder(grid.depth(), block::rowBoundMs);
    grid.forEach(builder);
    Utilisation samples = builder.build();
    return shape ->
        OpTime.estimated(
            samples.latencyMs(block.bound(shape).totalMs(), 1, block.point(shape)),
            Evidence.UTILISATION);
  }

  /** The error for an operation of which nothing was measured. */
  static NoDataException nothingMeasured(Object operation, PerfDatabase database) {
    return database.notEstimated(String.valueOf(operation));
  }
}
