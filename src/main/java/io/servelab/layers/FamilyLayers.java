package io.servelab.layers;

import io.servelab.hardware.ServingEngine;

/** How one family of models runs a pass. */
interface FamilyLayers {

  /** Adds the operations of a pass in order; called once for each phase. */
  void build(PassBuilder pass);

  /** Factor by which draft tokens enlarge the counts of a decode pass: one layer for each. */
  default double draftFactor(LayerPlan plan) {
    int drafts = plan.options().draftTokens();
    return (double) (plan.layers() + drafts) / plan.layers();
  }

  /** Table that tells in which formats prefill attention was measured. */
  default String prefillTable(ServingEngine engine) {
    return "context_attention";
  }

  /** Whether experts may exchange tokens through a library instead of plain collectives. */
  default boolean exchangesWidely() {
    return false;
  }

  /** Whether passes have attention kernels outside measured blocks, among which one can choose. */
  default boolean choosesAttentionKernel(LayerPlan plan) {
    return true;
  }

  /** The cache of one sequence on one rank. */
  default KvCache kvCache(LayerPlan plan) {
    return KvCache.linear(
        plan.quant().modes().kv().bytesPerElement()
            * 2
            * plan.model().attention().kvHeadsPerRank(plan.parallel().tp())
            * plan.model().attention().headDim()
            * plan.layers());
  }
}
