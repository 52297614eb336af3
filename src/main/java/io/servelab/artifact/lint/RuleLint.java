package io.servelab.artifact.lint;

import io.servelab.artifact.file.Finding;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.setting.Setting;
import io.servelab.artifact.setting.WorkerFlags;
import io.servelab.artifact.target.Deployment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that go together on no engine or on one, which overrides may have broken.
 *
 * @param deployment the deployment
 */
record RuleLint(Deployment deployment) {

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (RolePlan role : deployment.plan().roles()) {
      Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
      for (Setting setting : WorkerFlags.settings(deployment.plan(), role)) {
        values.put(setting.parameter(), setting.value());
      }
      Check check = new Check(role.role(), values, findings);
      shared(check);
      switch (deployment.plan().release().engine()) {
        case TRTLLM -> trtLlm(check);
        case SGLANG -> sglang(check);
        case VLLM -> vllm(check);
      }
    }
    return findings;
  }

  /** Values of a role, and what is wrong with them. */
  private record Check(Role role, Map<Parameter, Object> values, List<Finding> findings) {

    long whole(Parameter parameter, long otherwise) {
      return Optional.ofNullable(values.get(parameter)).map(Long.class::cast).orElse(otherwise);
    }

    boolean flag(Parameter parameter) {
      return Boolean.TRUE.equals(values.get(parameter));
    }

    void require(boolean sound, String otherwise) {
      if (!sound) {
        findings.add(new Finding("", role + ": " + otherwise));
      }
    }
  }

  private void shared(Check check) {
    long batch = check.whole(Parameter.MAX_BATCH_SIZE, 1);
    check.require(batch >= 1, "max_batch_size must be at least 1");
    check.require(
        !check.role.isSeparate() || check.values.containsKey(Parameter.KV_TRANSFER_BACKEND),
        "separate pools need kv_transfer_backend");
    Object fraction = check.values.get(Parameter.KV_MEMORY_FRACTION);
    check.require(
        !(fraction instanceof Double share) || (share > 0 && share <= 1),
        "kv_memory_fraction must lie in (0, 1]");
    check.require(
        !deployment.plan().platform().get(PlatformKey.ROUTER).equals("kv")
            || check.flag(Parameter.PREFIX_CACHE)
            || !check.role.prefills(),
        "routing by KV cache needs prefix_cache");
  }

  private void trtLlm(Check check) {
    check.require(
        check.whole(Parameter.MAX_NUM_TOKENS, 1) >= check.whole(Parameter.MAX_BATCH_SIZE, 1),
        "max_num_tokens must not be less than max_batch_size");
    long block = check.whole(Parameter.BLOCK_SIZE, 1);
    check.require(
        check.whole(Parameter.MAX_NUM_TOKENS, 0) % block == 0,
        "max_num_tokens must be a multiple of block_size = " + block);
    check.require(
        check.whole(Parameter.KV_TRANSFER_TOKENS, 0) % block == 0,
        "kv_transfer_tokens must be a multiple of block_size = " + block);
    check.require(
        check.role != Role.PREFILL || !check.flag(Parameter.OVERLAP_SCHEDULE),
        "overlap_schedule must be off where only prompts are computed");
    long experts =
        check.whole(Parameter.MOE_TENSOR_PARALLEL_SIZE, 1)
            * check.whole(Parameter.MOE_EXPERT_PARALLEL_SIZE, 1);
    check.require(
        !check.values.containsKey(Parameter.MOE_TENSOR_PARALLEL_SIZE)
            || experts == check.whole(Parameter.TENSOR_PARALLEL_SIZE, 1),
        "moe_tensor_parallel_size times moe_expert_parallel_size must be tensor_parallel_size");
  }

  private static void sglang(Check check) {
    check.require(
        !check.flag(Parameter.MIXED_CHUNK) || !check.values.containsKey(Parameter.SPECULATION),
        "mixed_chunk and speculation exclude each other");
    check.require(
        !check.values.containsKey(Parameter.SPECULATION)
            || check.values.containsKey(Parameter.VERIFIED_TOKENS),
        "speculation needs draft_tokens, draft_top_k and verified_tokens");
    long ranks = check.whole(Parameter.DATA_PARALLEL_SIZE, 1);
    check.require(
        check.whole(Parameter.TENSOR_PARALLEL_SIZE, 1) % ranks == 0,
        "tensor_parallel_size must be a multiple of data_parallel_size");
    check.require(
        check.whole(Parameter.MAX_BATCH_SIZE, ranks) >= ranks,
        "max_batch_size is shared by " + ranks + " ranks");
  }

  private static void vllm(Check check) {
    check.require(
        check.values.containsKey(Parameter.MAX_SEQ_LEN)
            && check.values.containsKey(Parameter.MAX_NUM_TOKENS),
        "max_seq_len and max_num_tokens must both be set");
    check.require(
        check.whole(Parameter.MAX_NUM_TOKENS, 1) >= check.whole(Parameter.MAX_BATCH_SIZE, 1),
        "max_num_tokens must not be less than max_batch_size");
  }
}
