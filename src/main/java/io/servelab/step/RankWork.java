package io.servelab.step;

import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import io.servelab.op.moe.Dsv4MegaMoe;
import io.servelab.op.moe.Moe;
import io.servelab.op.moe.MoeAllToAll;
import io.servelab.op.moe.MoeDispatch;
import io.servelab.op.moe.MoeExpertCompute;
import java.util.List;

/**
 * Tells which operations handle the tokens of all attention ranks together: experts and the
 * exchange of tokens around them. Their time follows the mean over ranks, not the busiest one.
 */
final class RankWork {

  private RankWork() {}

  static boolean isShared(Operation operation) {
    if (operation instanceof Overlap overlap) {
      return anyShared(overlap.first()) || anyShared(overlap.second());
    }
    if (operation instanceof Fallback fallback) {
      return isShared(fallback.block().operation()) || anyShared(fallback.parts());
    }
    return operation instanceof Moe
        || operation instanceof MoeDispatch
        || operation instanceof MoeAllToAll
        || operation instanceof MoeExpertCompute
        || operation instanceof Dsv4MegaMoe;
  }

  private static boolean anyShared(List<LayerOp> operations) {
    return operations.stream().anyMatch(layer -> isShared(layer.operation()));
  }
}
