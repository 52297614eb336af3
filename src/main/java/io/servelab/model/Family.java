package io.servelab.model;

import static io.servelab.model.Family.Trait.BLOCK_ALIGNED;
import static io.servelab.model.Family.Trait.CONTEXT_PARALLEL;
import static io.servelab.model.Family.Trait.DRAFT_LAYERS;
import static io.servelab.model.Family.Trait.EXPERTS;
import static io.servelab.model.Family.Trait.EXPERTS_IF_CONFIGURED;

import java.util.List;

/**
 * Groups of architectures that share one list of operations and one KV-cache formula.
 *
 * <p>To add a family: a constant here, a record of {@link FamilyDetails} if it has shapes of its
 * own, and one line in {@link Architecture} for each architecture that belongs to it.
 */
public enum Family {
  LLAMA(CONTEXT_PARALLEL, DRAFT_LAYERS),
  GPT(CONTEXT_PARALLEL),
  MOE(EXPERTS, BLOCK_ALIGNED, CONTEXT_PARALLEL, DRAFT_LAYERS),
  DEEPSEEK(EXPERTS, CONTEXT_PARALLEL, DRAFT_LAYERS),
  KIMIK25(EXPERTS, CONTEXT_PARALLEL, DRAFT_LAYERS),
  DEEPSEEKV32(EXPERTS, CONTEXT_PARALLEL, DRAFT_LAYERS),
  DEEPSEEKV4(EXPERTS, CONTEXT_PARALLEL, DRAFT_LAYERS),
  KIMIK3(EXPERTS, DRAFT_LAYERS),
  NEMOTRONNAS(),
  NEMOTRONH(EXPERTS_IF_CONFIGURED, DRAFT_LAYERS),
  HYBRIDMOE(EXPERTS, BLOCK_ALIGNED, CONTEXT_PARALLEL, DRAFT_LAYERS),
  STEP3P7(EXPERTS, BLOCK_ALIGNED, CONTEXT_PARALLEL, DRAFT_LAYERS),
  QWEN35(EXPERTS_IF_CONFIGURED, DRAFT_LAYERS),
  QWEN3VL(CONTEXT_PARALLEL, DRAFT_LAYERS),
  QWEN3VL_MOE(EXPERTS, BLOCK_ALIGNED, CONTEXT_PARALLEL, DRAFT_LAYERS),
  GEMMA4MIX(EXPERTS, CONTEXT_PARALLEL, DRAFT_LAYERS),
  MINIMAXM3(EXPERTS, DRAFT_LAYERS);

  /** What holds for every model of a family. */
  enum Trait {
    /** Experts, and therefore expert-parallel widths, always. */
    EXPERTS,
    /** Experts if the configuration names any. */
    EXPERTS_IF_CONFIGURED,
    /** A slice of an expert must hold whole blocks that share one scale. */
    BLOCK_ALIGNED,
    /** Prefill may split one prompt over GPUs. */
    CONTEXT_PARALLEL,
    /** Speculative draft layers may be added. */
    DRAFT_LAYERS
  }

  private final boolean experts;
  private final boolean expertsIfConfigured;
  private final boolean blockAligned;
  private final boolean contextParallel;
  private final boolean draftLayers;

  Family(Trait... traits) {
    List<Trait> given = List.of(traits);
    this.experts = given.contains(EXPERTS);
    this.expertsIfConfigured = given.contains(EXPERTS_IF_CONFIGURED);
    this.blockAligned = given.contains(BLOCK_ALIGNED);
    this.contextParallel = given.contains(CONTEXT_PARALLEL);
    this.draftLayers = given.contains(DRAFT_LAYERS);
  }

  /** Whether prefill may split one prompt over several GPUs. */
  public boolean supportsContextParallelism() {
    return contextParallel;
  }

  /** Whether speculative draft layers may be added to a decode step. */
  public boolean supportsDraftLayers() {
    return draftLayers;
  }

  /** Whether a slice of a block-quantised expert must hold whole blocks. */
  boolean alignsExpertsToBlocks() {
    return blockAligned;
  }

  /** Whether a model of this family takes expert-parallel widths. */
  boolean isMoe(Experts configured) {
    return experts || (expertsIfConfigured && configured.layers() > 0);
  }
}
