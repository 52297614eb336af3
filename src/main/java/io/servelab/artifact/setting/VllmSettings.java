package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.layers.WideExperts;
import io.servelab.op.Phase;
import io.servelab.op.moe.CommBackend;
import io.servelab.op.moe.WideExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** vLLM: limits of each data-parallel rank, always with chunked prefill. */
final class VllmSettings implements EngineSettings {

  @Override
  public List<Setting> settings(DeploymentPlan plan, RolePlan role) {
    SettingList list = new SettingList();
    SharedSettings shared = new SharedSettings(plan, role);
    addLayout(list, plan, role);
    exchange(role)
        .ifPresent(
            backend ->
                list.add(
                    Parameter.ALL_TO_ALL_BACKEND,
                    backend.id(),
                    Origin.chosen(plan),
                    "library that was predicted to exchange tokens"));
    shared.addTo(list);
    shared.addConversion(list);
    addLimits(list, plan, role);
    if (Headroom.of(plan) != Headroom.PRODUCTION && role.role().decodes()) {
      list.add(
          Parameter.CUDA_GRAPH_SIZES,
          CudaGraphSizes.upTo(shared.batchLimit(role.point().batch())),
          Origin.chosen(plan),
          "every batch up to the predicted one");
    }
    if (role.role().isSeparate()) {
      list.add(
          Parameter.KV_TRANSFER_BACKEND,
          "nixl",
          Origin.RULE,
          "separate pools do not start without a way to pass on the KV cache");
    }
    if (plan.settings().speculation().active()) {
      Origin origin = Origin.study(plan, "nextn");
      list.add(Parameter.SPECULATION, "mtp", origin, "drafts by the model itself");
      list.add(
          Parameter.DRAFT_TOKENS,
          plan.settings().speculation().draftTokens(),
          origin,
          "tokens drafted in each step");
    }
    return list.all();
  }

  private static void addLayout(SettingList list, DeploymentPlan plan, RolePlan role) {
    Origin chosen = Origin.chosen(plan);
    list.add(
        Parameter.TENSOR_PARALLEL_SIZE,
        role.layout().tp(),
        chosen,
        "GPUs that share every layer of a rank");
    list.add(Parameter.PIPELINE_PARALLEL_SIZE, role.layout().pp(), chosen, "stages of the model");
    if (role.layout().dp() > 1) {
      list.add(
          Parameter.DATA_PARALLEL_SIZE,
          role.layout().dp(),
          chosen,
          "ranks that attend to requests of their own");
    }
    if (role.layout().cp() > 1) {
      list.add(Parameter.CONTEXT_PARALLEL_SIZE, role.layout().cp(), chosen, "GPUs of a prompt");
    }
    if (role.layout().moeEp() > 1) {
      list.add(
          Parameter.EXPERT_PARALLEL,
          true,
          chosen,
          "experts are spread over " + role.layout().moeEp() + " GPUs, not cut");
    }
  }

  private static void addLimits(SettingList list, DeploymentPlan plan, RolePlan role) {
    Headroom room = Headroom.of(plan);
    boolean prefill = role.role() == Role.PREFILL;
    long predicted = role.point().batch();
    long batch = prefill ? predicted : room.batch(predicted);
    list.add(
        Parameter.MAX_BATCH_SIZE,
        batch,
        Origin.chosen(plan),
        prefill
            ? "prompts of a pass, as predicted"
            : "room above the predicted " + predicted + " of a rank");
    long limit = new SharedSettings(plan, role).batchLimit(batch);
    long prompts = Math.max(plan.load().isl(), role.point().prefillTokens()) + room.flagTokens();
    long tokens =
        switch (role.role()) {
          case AGG -> limit * plan.settings().speculation().width() + prompts;
          case PREFILL -> prompts;
          case DECODE -> limit * plan.settings().speculation().width();
        };
    list.add(
        Parameter.MAX_NUM_TOKENS,
        tokens,
        Origin.chosen(plan),
        switch (role.role()) {
          case AGG -> "prompts of a pass and decoding requests beside them, and room";
          case PREFILL -> "prompts of a pass, and room";
          case DECODE -> "a token for every request, drafts included";
        });
    addSequenceLength(list, plan, room);
    if (plan.settings().chunkedPrefill() && role.role().prefills()) {
      list.add(
          Parameter.CHUNKED_PREFILL, true, Origin.study(plan, "chunked_prefill"), "as predicted");
    }
  }

  /** Always said: the model's own length may exceed what the KV cache holds, and start fails. */
  private static void addSequenceLength(SettingList list, DeploymentPlan plan, Headroom room) {
    if (plan.settings().memory().maxSequenceTokens().isPresent()) {
      list.add(
          Parameter.MAX_SEQ_LEN,
          plan.settings().memory().maxSequenceTokens().getAsLong(),
          Origin.study(plan, "max_seq_len"),
          "longest sequence that memory was reserved for");
      return;
    }
    long request = plan.load().isl() + plan.load().osl();
    long wanted = request + room.flagTokens();
    long model = plan.model().contextLength();
    boolean shorter = model > 0 && model < wanted;
    list.add(
        Parameter.MAX_SEQ_LEN,
        shorter ? model : wanted,
        shorter ? Origin.MODEL : Origin.RULE,
        shorter ? "the model reads no longer sequences" : "a whole request, and room");
  }

  /** One library serves all passes; of two, the one that also takes many tokens. */
  private static Optional<CommBackend> exchange(RolePlan role) {
    WideExperts experts = role.memory().experts();
    return Optional.ofNullable(experts.exchanges().get(Phase.PREFILL))
        .or(() -> Optional.ofNullable(experts.exchanges().get(Phase.DECODE)))
        .map(WideExchange::backend);
  }

  @Override
  public List<NotExpressible> notExpressible(DeploymentPlan plan, RolePlan role) {
    SharedSettings shared = new SharedSettings(plan, role);
    List<NotExpressible> missing = new ArrayList<>(shared.notExpressible(true));
    WideExchange decode = role.memory().experts().exchanges().get(Phase.DECODE);
    if (decode != null && role.memory().experts().exchanges().size() > 1) {
      missing.add(
          shared.missing(
              "expert exchange in decode",
              decode.backend().id(),
              "a worker has one library for all passes.",
              "Separate pools can have one each."));
    }
    if (role.role().prefills() && !plan.settings().chunkedPrefill()) {
      missing.add(
          shared.missing(
              "chunked_prefill",
              "false",
              "without chunks the engine demands passes as long as its longest sequence.",
              "Passes hold whole prompts of the load's length; longer ones are cut."));
    }
    return missing;
  }
}
