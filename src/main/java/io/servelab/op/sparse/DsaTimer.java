package io.servelab.op.sparse;

import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * Times a mean DSA layer: some layers compute the indexer, the others reuse its choice. Without
 * measurements of the others all count as computing it.
 */
final class DsaTimer implements OperationTimer {

  private final double indexedShare;
  private final OperationTimer indexed;
  private final OperationTimer reusing;
  private final Resolved<Boolean> mixed;

  DsaTimer(
      PerfDatabase database,
      boolean prefill,
      double indexedShare,
      OperationTimer indexed,
      OperationTimer reusing) {
    this.indexedShare = indexedShare;
    this.indexed = indexed;
    this.reusing = reusing;
    this.mixed =
        Resolved.by(
            () ->
                indexedShare < 1
                    && (database.mode() == DataMode.SOL
                        || DsaTable.find(database, prefill)
                            .filter(DsaTable::hasReusingLayers)
                            .isPresent()));
  }

  @Override
  public OpTime time(OpShape shape) {
    OpTime full = indexed.time(shape);
    return mixed.get()
        ? full.times(indexedShare).plus(reusing.time(shape).times(1 - indexedShare))
        : full;
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    Optional<Bound> full = indexed.bound(shape);
    if (indexedShare >= 1) {
      return full;
    }
    return full.map(
        bound ->
            bound
                .times(indexedShare)
                .plus(reusing.bound(shape).orElse(bound).times(1 - indexedShare)));
  }
}
