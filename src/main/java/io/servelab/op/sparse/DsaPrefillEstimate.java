package io.servelab.op.sparse;

import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.Utilisation;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Estimates DSA over prompts from measured utilisation: at the block's own number of heads where
 * that was measured, else across head counts.
 *
 * <p>Few prefixes were measured. A query between two of them is compared with its prefix; beyond,
 * it is compared with prompts without prefix that are as long as prefix and new tokens together.
 */
final class DsaPrefillEstimate implements BlockTimer.Estimate {

  private static final int AXES = 4;

  private final Grid grid;
  private final BlockTimer.Block block;
  private final double heads;
  private final boolean ownHeads;
  private final NavigableSet<Double> prefixes = new TreeSet<>();
  private final Resolved<Utilisation> withPrefix = Resolved.by(this::collect);
  private final Resolved<Utilisation> withoutPrefix = Resolved.by(this::collectWithoutPrefix);

  DsaPrefillEstimate(Grid grid, BlockTimer.Block block, double heads) {
    this.grid = grid;
    this.block = block;
    this.heads = heads;
    boolean[] own = {false};
    grid.forEach((point, latencyMs, powerW) -> own[0] |= point[0] == heads);
    this.ownHeads = own[0];
    grid.forEach(
        (point, latencyMs, powerW) -> {
          if (counts(point)) {
            prefixes.add(point[1]);
          }
        });
  }

  @Override
  public OpTime time(OpShape shape) {
    double boundMs = block.bound(shape).totalMs();
    double prefix = shape.prefix();
    boolean between =
        prefixes.size() > 1 && prefix >= prefixes.first() && prefix <= prefixes.last();
    double ms =
        between || !prefixes.contains(0.0)
            ? withPrefix.get().latencyMs(boundMs, 1, block.point(shape))
            : withoutPrefix
                .get()
                .latencyMs(boundMs, 1, heads, prefix + shape.length(), shape.batch());
    return OpTime.estimated(ms, Evidence.UTILISATION);
  }

  private boolean counts(double[] point) {
    return !ownHeads || point[0] == heads;
  }

  private Utilisation collect() {
    Utilisation.Builder builder = new Utilisation.Builder(AXES, block::rowBoundMs);
    grid.forEach(
        (point, latencyMs, powerW) -> {
          if (counts(point)) {
            builder.visit(point, latencyMs, powerW);
          }
        });
    return builder.build();
  }

  private Utilisation collectWithoutPrefix() {
    Utilisation.Builder builder =
        new Utilisation.Builder(
            AXES - 1, point -> block.rowBoundMs(point[0], 0, point[1], point[2]));
    double[] shortened = new double[AXES - 1];
    grid.forEach(
        (point, latencyMs, powerW) -> {
          if (counts(point) && point[1] == 0) {
            shortened[0] = point[0];
            shortened[1] = point[2];
            shortened[2] = point[3];
            builder.visit(shortened, latencyMs, powerW);
          }
        });
    return builder.build();
  }
}
