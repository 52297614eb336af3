package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.FormatGap;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.model.Architecture;
import io.servelab.model.CommQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.VisionDetails;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parameters whose rule is the same on every engine. */
final class SharedSettings {

  private static final String FP8 = "fp8";
  private static final String PLAIN = "bfloat16";

  /** Architectures whose tokenizer or model code comes with the checkpoint. */
  private static final Set<Architecture> OWN_CODE =
      EnumSet.of(
          Architecture.KIMI_K25,
          Architecture.KIMI_K3,
          Architecture.DEEPSEEK_V4,
          Architecture.DECI_LM,
          Architecture.STEP3P5,
          Architecture.STEP3P7);

  private final DeploymentPlan plan;
  private final RolePlan role;

  SharedSettings(DeploymentPlan plan, RolePlan role) {
    this.plan = plan;
    this.role = role;
  }

  /** Largest batch of a worker: what a person set, or else what a rule says. */
  long batchLimit(long rule) {
    return plan.adjustments()
        .overrides()
        .find(role.role(), Parameter.MAX_BATCH_SIZE)
        .map(Long.class::cast)
        .orElse(rule);
  }

  void addTo(SettingList list) {
    addKvCache(list);
    if (!plan.settings().attentionBackend().isEmpty()) {
      list.add(
          Parameter.ATTENTION_BACKEND,
          plan.settings().attentionBackend(),
          Origin.study(plan, "attention_backend"),
          "attention kernels, as predicted");
    }
    if (plan.model().config().details() instanceof VisionDetails && role.role().prefills()) {
      list.add(
          Parameter.ENCODER_DATA_PARALLEL,
          plan.settings().encoderDataParallel(),
          Origin.study(plan, "encoder_dp"),
          "how the vision encoder was predicted to spread");
    }
    if (trustsCode()) {
      list.add(
          Parameter.TRUST_REMOTE_CODE,
          true,
          Origin.MODEL,
          "the checkpoint brings code of its own, which this lets run");
    }
  }

  private void addKvCache(SettingList list) {
    list.add(
        Parameter.KV_CACHE_DTYPE,
        kvDtype(),
        Origin.chosen(plan),
        "KV cache in " + role.quant().kv());
    boolean chosen = plan.settings().memory().kvFraction().isPresent();
    list.add(
        Parameter.KV_MEMORY_FRACTION,
        role.memory().kvFraction(),
        chosen ? Origin.study(plan, "kv_memory_fraction") : Origin.chosen(plan),
        chosen ? "the study's share" : "the engine's usual share, as predicted");
    boolean cached = plan.load().prefix() > 0;
    list.add(
        Parameter.PREFIX_CACHE,
        cached,
        Origin.study(plan, "prefix"),
        cached
            ? plan.load().prefix() + " tokens of each prompt are expected in the cache"
            : "no repeated prefixes, as predicted; turn it on where prompts share them");
  }

  private String kvDtype() {
    KvQuant planned = role.quant().kv();
    boolean storedOtherwise = plan.model().config().checkpoint().kvAlgorithm().equals(FP8);
    return planned == KvQuant.BFLOAT16 && !storedOtherwise ? "checkpoint" : planned.id();
  }

  private boolean trustsCode() {
    String said = plan.platform().get(PlatformKey.TRUST_REMOTE_CODE);
    return said.equals("auto")
        ? OWN_CODE.contains(plan.model().config().architecture())
        : said.equals("true");
  }

  /** Converts weights while they load, where that gives the formats that were predicted with. */
  void addConversion(SettingList list) {
    if (convertible()) {
      list.add(
          Parameter.QUANTIZATION,
          FP8,
          Origin.study(plan, "gemm"),
          "the checkpoint holds " + PLAIN + " and was predicted in " + FP8);
    }
  }

  /** What no engine can be told. */
  List<NotExpressible> notExpressible(boolean converts) {
    List<NotExpressible> missing = new ArrayList<>();
    boolean otherWeights = !plan.model().path().equals(plan.model().config().id());
    if (!otherWeights && !(converts && convertible())) {
      for (FormatGap gap : role.memory().gaps()) {
        missing.add(
            missing(
                gap.what(),
                gap.planned(),
                "the checkpoint holds " + gap.stored() + ".",
                "Serve weights in that format instead."));
      }
    }
    if (role.quant().comm() != CommQuant.HALF) {
      missing.add(
          missing(
              "comm",
              role.quant().comm().id(),
              "engines choose the format of collective messages themselves.",
              "Expect the times of 16-bit messages."));
    }
    if (role.memory().experts().spareSlots() > 0) {
      missing.add(
          missing(
              "expert copies",
              Integer.toString(role.memory().experts().spareSlots()),
              "placing copies of experts needs statistics of the traffic.",
              "Set the engine's load balancer by hand."));
    }
    return missing;
  }

  NotExpressible missing(String setting, String value, String why, String advice) {
    return new NotExpressible(role.role().id(), setting, value, why, advice);
  }

  private boolean convertible() {
    List<FormatGap> gaps = role.memory().gaps();
    return !gaps.isEmpty()
        && gaps.size() == (plan.model().config().isMoe() ? 2 : 1)
        && gaps.stream().allMatch(gap -> gap.planned().equals(FP8) && gap.stored().equals(PLAIN));
  }
}
