package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.model.Family;
import io.servelab.op.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * SGLang: limits of requests and chunks hold for all attention data-parallel ranks together, so
 * that predicted limits of a rank are multiplied.
 */
final class SglangSettings implements EngineSettings {

  /** Chunks must be whole pages, and some attention kernels raise the page to this many tokens. */
  private static final long LARGEST_PAGE = 128;

  @Override
  public List<Setting> settings(DeploymentPlan plan, RolePlan role) {
    SettingList list = new SettingList();
    SharedSettings shared = new SharedSettings(plan, role);
    addLayout(list, plan, role);
    addExchange(list, plan, role);
    shared.addTo(list);
    shared.addConversion(list);
    addLimits(list, plan, role);
    addChunks(list, plan, role);
    if (role.role().decodes()) {
      addGraphs(list, plan, role);
    }
    if (role.role().isSeparate()) {
      list.add(
          Parameter.KV_TRANSFER_BACKEND, "nixl", Origin.RULE, "passes the KV cache between pools");
    }
    if (plan.settings().speculation().active()) {
      addSpeculation(list, plan);
    }
    return list.all();
  }

  private static void addLayout(SettingList list, DeploymentPlan plan, RolePlan role) {
    Origin chosen = Origin.chosen(plan);
    list.add(
        Parameter.TENSOR_PARALLEL_SIZE,
        role.stageGpus(),
        chosen,
        role.layout().tp() < role.stageGpus()
            ? "GPUs of a stage; the engine counts attention ranks of every kind among them"
            : "GPUs that share every layer");
    list.add(Parameter.PIPELINE_PARALLEL_SIZE, role.layout().pp(), chosen, "stages of the model");
    if (role.layout().dp() > 1) {
      list.add(
          Parameter.DATA_PARALLEL_SIZE,
          role.layout().dp(),
          chosen,
          "ranks that attend to requests of their own");
      list.add(Parameter.ATTENTION_DP, true, chosen, "those ranks share the experts");
    }
    if (role.layout().cp() > 1) {
      list.add(Parameter.CONTEXT_PARALLEL, true, chosen, "GPUs share a prompt");
      list.add(
          Parameter.CONTEXT_PARALLEL_SIZE, role.layout().cp(), chosen, "GPUs that share a prompt");
      boolean sparse =
          plan.model().config().family() == Family.DEEPSEEKV32
              || plan.model().config().family() == Family.DEEPSEEKV4;
      list.add(
          Parameter.CONTEXT_PARALLEL_STRATEGY,
          sparse ? "interleave" : "zigzag",
          Origin.MODEL,
          "cut that balances causal attention of this model");
    }
    if (plan.model().config().isMoe()) {
      list.add(
          Parameter.MOE_EXPERT_PARALLEL_SIZE,
          role.layout().moeEp(),
          chosen,
          "groups that experts are spread over");
    }
  }

  private static void addExchange(SettingList list, DeploymentPlan plan, RolePlan role) {
    if (!role.memory().experts().any()) {
      return;
    }
    boolean prefill = role.memory().experts().exchanges().containsKey(Phase.PREFILL);
    boolean decode = role.memory().experts().exchanges().containsKey(Phase.DECODE);
    list.add(
        Parameter.ALL_TO_ALL_BACKEND,
        "deepep",
        Origin.chosen(plan),
        "library that was predicted to exchange tokens");
    list.add(
        Parameter.ALL_TO_ALL_MODE,
        prefill && decode ? "auto" : prefill ? "normal" : "low_latency",
        Origin.chosen(plan),
        "kernels of the phases that run here");
  }

  private static void addLimits(SettingList list, DeploymentPlan plan, RolePlan role) {
    Headroom room = Headroom.of(plan);
    long batch = role.point().batch();
    if (role.role() == Role.PREFILL) {
      list.add(
          Parameter.PREFILL_BATCH, batch, Origin.chosen(plan), "prompts of a pass, as predicted");
    } else {
      list.add(
          Parameter.MAX_BATCH_SIZE,
          room.batch(batch) * role.layout().dp(),
          Origin.chosen(plan),
          "room above the predicted "
              + batch
              + " of a rank; the limit holds for all ranks together");
    }
    list.add(
        Parameter.MAX_NUM_TOKENS,
        Math.max(plan.load().isl(), role.point().prefillTokens()) + room.flagTokens(),
        Origin.chosen(plan),
        "prompts of a pass, and room");
    plan.settings()
        .memory()
        .maxSequenceTokens()
        .ifPresent(
            longest ->
                list.add(
                    Parameter.MAX_SEQ_LEN,
                    longest,
                    Origin.study(plan, "max_seq_len"),
                    "longest sequence that memory was reserved for"));
  }

  /** Mixing needs chunks: of the predicted size, so that prompts of the usual length stay whole. */
  private static void addChunks(SettingList list, DeploymentPlan plan, RolePlan role) {
    if (role.role() == Role.DECODE) {
      return;
    }
    boolean mixed = role.role() == Role.AGG;
    boolean chunks = mixed || plan.settings().chunkedPrefill();
    long rank = (role.point().prefillTokens() + LARGEST_PAGE - 1) / LARGEST_PAGE * LARGEST_PAGE;
    list.add(
        Parameter.CHUNKED_PREFILL_TOKENS,
        chunks ? rank * role.layout().dp() : -1,
        mixed ? Origin.chosen(plan) : Origin.study(plan, "chunked_prefill"),
        chunks
            ? "prompt tokens of a pass, as predicted, in whole pages and of all ranks together"
            : "prompts stay whole, as predicted");
    if (mixed && !plan.settings().speculation().active()) {
      list.add(
          Parameter.MIXED_CHUNK,
          true,
          Origin.RULE,
          "prefill and decode share passes, as predicted");
    }
  }

  private static void addGraphs(SettingList list, DeploymentPlan plan, RolePlan role) {
    long batch = role.point().batch();
    Headroom room = Headroom.of(plan);
    int ranks = role.layout().dp();
    long limit = new SharedSettings(plan, role).batchLimit(room.batch(batch) * ranks) / ranks;
    boolean grid = room == Headroom.PRODUCTION;
    list.add(
        Parameter.CUDA_GRAPH_SIZES,
        grid ? CudaGraphSizes.around(batch, limit) : CudaGraphSizes.upTo(limit),
        Origin.chosen(plan),
        "batches of a rank, close together around the predicted " + batch);
    list.add(
        Parameter.CUDA_GRAPH_PADDING, true, Origin.RULE, "other batches use the next larger graph");
  }

  private static void addSpeculation(SettingList list, DeploymentPlan plan) {
    int drafts = plan.settings().speculation().draftTokens();
    Origin origin = Origin.study(plan, "nextn");
    list.add(Parameter.SPECULATION, "mtp", origin, "drafts by the model itself");
    list.add(Parameter.DRAFT_TOKENS, drafts, origin, "tokens drafted in each step");
    list.add(Parameter.DRAFT_TOP_K, 1, Origin.RULE, "drafts form a chain");
    list.add(Parameter.VERIFIED_TOKENS, drafts + 1, origin, "the drafts and the token before them");
  }

  @Override
  public List<NotExpressible> notExpressible(DeploymentPlan plan, RolePlan role) {
    SharedSettings shared = new SharedSettings(plan, role);
    List<NotExpressible> missing = new ArrayList<>(shared.notExpressible(true));
    if (role.role() == Role.AGG && plan.settings().speculation().active()) {
      missing.add(
          shared.missing(
              "mixed passes",
              "true",
              "the engine does not mix prefill with decode while it speculates.",
              "Expect prompts to interrupt decoding."));
    }
    if (role.role() == Role.AGG && !plan.settings().chunkedPrefill()) {
      missing.add(
          shared.missing(
              "chunked_prefill",
              "false",
              "the engine mixes prefill with decode only in chunks.",
              "Chunks hold whole prompts of the load's length; longer ones are cut."));
    }
    return missing;
  }
}
