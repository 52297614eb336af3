package io.servelab.op.moe;

import io.servelab.hardware.ServingEngine;
import io.servelab.perf.PerfDatabase;

/**
 * Ranks that exchange tokens.
 *
 * @param ep expert-parallel ranks
 * @param nodes nodes they are on
 */
public record ExchangeGroup(int ep, int nodes) {

  private static final int SGLANG_RANKS = 8;

  /** The group on a single node whose rows stand in for groups over several nodes. */
  static ExchangeGroup oneNode(PerfDatabase database) {
    boolean sglang = database.engine() == ServingEngine.SGLANG;
    return new ExchangeGroup(sglang ? SGLANG_RANKS : database.system().links().gpusPerNode(), 1);
  }
}
