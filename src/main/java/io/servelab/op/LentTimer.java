package io.servelab.op;

import io.servelab.error.NoDataException;
import io.servelab.error.NoDataException.Missing;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * Times an operation on a system that nobody measured.
 *
 * <p>Its time is that on the nearest measured system, multiplied by the ratio of the two rooflines:
 * the operation is taken to use both systems equally well. Formulas that need no measurement answer
 * by themselves.
 */
public final class LentTimer implements OperationTimer {

  private final OperationTimer own;
  private final OperationTimer ownRoofline;
  private final OperationTimer lent;
  private final OperationTimer lentRoofline;

  private LentTimer(Operation operation, PerfDatabase database, PerfDatabase lender) {
    this.own = operation.bind(database);
    this.ownRoofline = operation.bind(database.withMode(DataMode.SOL));
    this.lent = operation.bind(lender);
    this.lentRoofline = operation.bind(lender.withMode(DataMode.SOL));
  }

  /** Prepares an operation, with measurements of another system where the database has none. */
  public static OperationTimer bind(Operation operation, PerfDatabase database) {
    Optional<PerfDatabase> lender = database.lender();
    return lender.isPresent()
        ? new LentTimer(operation, database, lender.get())
        : operation.bind(database);
  }

  @Override
  public OpTime time(OpShape shape) {
    try {
      return own.time(shape);
    } catch (NoDataException silent) {
      if (silent.missing() == Missing.FLOPS) {
        throw silent;
      }
      return carriedOver(shape);
    }
  }

  private OpTime carriedOver(OpShape shape) {
    OpTime there = lent.time(shape);
    double bound = lentRoofline.time(shape).latencyMs();
    double ratio = bound == 0 ? 1 : ownRoofline.time(shape).latencyMs() / bound;
    return OpTime.estimated(there.latencyMs() * ratio, Evidence.XSYSTEM);
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return own.bound(shape);
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return own.dependsOnTokensOnly() && lent.dependsOnTokensOnly();
  }
}
