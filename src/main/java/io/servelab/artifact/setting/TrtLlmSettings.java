package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.engine.RequestShape;
import java.util.ArrayList;
import java.util.List;

/** TensorRT-LLM: limits of a rank, rounded up to whole blocks of the KV cache. */
final class TrtLlmSettings implements EngineSettings {

  private static final long BLOCK = 32;
  private static final int HOPPER = 90;
  private static final int BLACKWELL = 100;

  @Override
  public List<Setting> settings(DeploymentPlan plan, RolePlan role) {
    SettingList list = new SettingList();
    addLayout(list, plan, role);
    new SharedSettings(plan, role).addTo(list);
    list.add(Parameter.BLOCK_SIZE, BLOCK, Origin.RULE, "token limits are whole blocks");
    addLimits(list, plan, role);
    list.add(
        Parameter.OVERLAP_SCHEDULE,
        role.role() != Role.PREFILL,
        Origin.RULE,
        "scheduling overlaps with computing, except where only prompts are computed");
    if (role.role().decodes()) {
      addGraphs(list, plan, role);
    }
    if (role.role().isSeparate()) {
      addTransfer(list, plan);
    }
    if (plan.settings().speculation().active()) {
      list.add(Parameter.SPECULATION, "mtp", Origin.study(plan, "nextn"), "drafts by the model");
      list.add(
          Parameter.DRAFT_TOKENS,
          plan.settings().speculation().draftTokens(),
          Origin.study(plan, "nextn"),
          "tokens drafted in each step");
    }
    return list.all();
  }

  private static void addLayout(SettingList list, DeploymentPlan plan, RolePlan role) {
    Origin chosen = Origin.chosen(plan);
    list.add(
        Parameter.TENSOR_PARALLEL_SIZE,
        role.stageGpus(),
        chosen,
        role.layout().dp() > 1
            ? "GPUs of a stage; the engine counts attention data-parallel ranks among them"
            : "GPUs that share every layer");
    list.add(Parameter.PIPELINE_PARALLEL_SIZE, role.layout().pp(), chosen, "stages of the model");
    if (!plan.model().config().isMoe()) {
      return;
    }
    list.add(
        Parameter.ATTENTION_DP,
        role.layout().dp() > 1,
        chosen,
        role.layout().dp() > 1
            ? role.layout().dp() + " ranks attend to requests of their own"
            : "all GPUs attend to every request");
    list.add(
        Parameter.MOE_TENSOR_PARALLEL_SIZE,
        role.layout().moeTp(),
        chosen,
        "GPUs that an expert is cut over");
    list.add(
        Parameter.MOE_EXPERT_PARALLEL_SIZE,
        role.layout().moeEp(),
        chosen,
        "groups that experts are spread over");
    if (role.memory().experts().any()) {
      list.add(
          Parameter.MOE_BACKEND, "WIDEEP", chosen, "experts exchange tokens through a library");
    } else if (isHopper(role)) {
      list.add(Parameter.MOE_BACKEND, "CUTLASS", Origin.MACHINE, "expert kernels of Hopper");
    }
  }

  private static boolean isHopper(RolePlan role) {
    return role.system().gpu().smAtLeast(HOPPER) && !role.system().gpu().smAtLeast(BLACKWELL);
  }

  private static void addLimits(SettingList list, DeploymentPlan plan, RolePlan role) {
    long batch = role.point().batch();
    long limit = new SharedSettings(plan, role).batchLimit(batch);
    long verified = limit * plan.settings().speculation().width();
    Headroom room = Headroom.of(plan);
    list.add(Parameter.MAX_BATCH_SIZE, batch, Origin.chosen(plan), "predicted batch of a rank");
    long tokens =
        switch (role.role()) {
          case AGG -> verified + prefillTokens(plan, role) + room.fileTokens();
          case PREFILL -> prefillTokens(plan, role) + room.fileTokens();
          case DECODE -> verified;
        };
    String why =
        switch (role.role()) {
          case AGG -> "prompts of a pass, a token for every decoding request, and room";
          case PREFILL -> "prompts of a pass, and room";
          case DECODE -> "a token for every request, drafts included";
        };
    list.add(
        Parameter.MAX_NUM_TOKENS,
        wholeBlocks(tokens),
        Origin.chosen(plan),
        why + ", in whole blocks");
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
    if (role.role().prefills()) {
      list.add(
          Parameter.CHUNKED_PREFILL,
          plan.settings().chunkedPrefill(),
          Origin.study(plan, "chunked_prefill"),
          "as predicted");
    }
  }

  /** At least one whole prompt; what a pass was predicted to carry, if that is more. */
  private static long prefillTokens(DeploymentPlan plan, RolePlan role) {
    return plan.settings().chunkedPrefill()
        ? role.point().prefillTokens()
        : Math.max(plan.load().isl(), role.point().prefillTokens());
  }

  private static void addGraphs(SettingList list, DeploymentPlan plan, RolePlan role) {
    long batch = role.point().batch();
    long limit = new SharedSettings(plan, role).batchLimit(batch);
    boolean grid = Headroom.of(plan) == Headroom.PRODUCTION;
    list.add(
        Parameter.CUDA_GRAPH_SIZES,
        grid ? CudaGraphSizes.around(batch, limit) : CudaGraphSizes.upTo(limit),
        Origin.chosen(plan),
        "batches up to the largest one, close together around the predicted " + batch);
    list.add(
        Parameter.CUDA_GRAPH_PADDING, true, Origin.RULE, "other batches use the next larger graph");
  }

  private static void addTransfer(SettingList list, DeploymentPlan plan) {
    RequestShape load = plan.load();
    list.add(
        Parameter.KV_TRANSFER_BACKEND,
        "default",
        Origin.RULE,
        "separate pools do not start without a way to pass on the KV cache");
    list.add(
        Parameter.KV_TRANSFER_TOKENS,
        wholeBlocks(load.isl() + load.osl() + Headroom.of(plan).fileTokens()),
        Origin.RULE,
        "a whole request, and room, in whole blocks");
  }

  private static long wholeBlocks(long tokens) {
    return (tokens + BLOCK - 1) / BLOCK * BLOCK;
  }

  @Override
  public List<NotExpressible> notExpressible(DeploymentPlan plan, RolePlan role) {
    SharedSettings shared = new SharedSettings(plan, role);
    List<NotExpressible> missing = new ArrayList<>(shared.notExpressible(false));
    role.memory()
        .experts()
        .exchanges()
        .values()
        .forEach(
            exchange ->
                missing.add(
                    shared.missing(
                        "expert exchange",
                        exchange.backend().id(),
                        "the engine chooses how experts exchange tokens by itself.",
                        "Its log tells what it chose.")));
    return missing;
  }
}
