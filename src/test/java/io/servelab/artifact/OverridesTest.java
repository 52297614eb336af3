package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ServingSettings;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import io.servelab.study.StudyConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a person sets comes last and wins. */
class OverridesTest {

  private static final DeploymentPlan POOLS = Samples.pools(ServingEngine.VLLM, Samples.DENSE);

  @Test
  void aParameterOfOneRoleLeavesTheOtherAlone() {
    ArtifactBundle bundle = Artifacts.of(POOLS.with("decode.max_batch_size", 200));
    assertEquals("200", flag(bundle, Role.DECODE, "--max-num-seqs").value());
    assertEquals("1", flag(bundle, Role.PREFILL, "--max-num-seqs").value());
    assertEquals(List.of(), bundle.findings());
  }

  @Test
  void limitsThatFollowFromAnOverriddenOneFollow() {
    for (ServingEngine engine : ServingEngine.values()) {
      DeploymentPlan plan = Samples.pools(engine, Samples.DENSE).with("decode.max_batch_size", 300);
      assertEquals(List.of(), Artifacts.of(plan).findings(), engine.id());
    }
    ArtifactBundle bundle = Artifacts.of(POOLS.with("decode.max_batch_size", 200));
    assertEquals("200", flag(bundle, Role.DECODE, "--max-num-batched-tokens").value());
  }

  @Test
  void anOverrideOfARuledLimitIsFinal() {
    ArtifactBundle bundle = Artifacts.of(POOLS.with("max_num_tokens", 7777));
    assertEquals("7777", flag(bundle, Role.DECODE, "--max-num-batched-tokens").value());
    ExplainedFlag explained = flag(bundle, Role.PREFILL, "--max-num-batched-tokens");
    assertEquals("7777", explained.value());
    assertEquals("override", explained.origin());
    assertEquals("set by hand instead of 5500", explained.why());
  }

  @Test
  void theLastWordCounts() {
    DeploymentPlan plan = POOLS.with("max_seq_len", 7000).with("decode.max_seq_len", 8000);
    ArtifactBundle bundle = Artifacts.of(plan);
    assertEquals("7000", flag(bundle, Role.PREFILL, "--max-model-len").value());
    assertEquals("8000", flag(bundle, Role.DECODE, "--max-model-len").value());
  }

  @Test
  void aFlagOfTheEngineReplacesTheGeneratedOne() {
    DeploymentPlan plan =
        POOLS
            .with("flag.max-num-seqs", 99)
            .with("decode.flag.enforce-eager", "")
            .with("decode.flag.no-enable-prefix-caching", false);
    ArtifactBundle bundle = Artifacts.of(plan);
    assertEquals("99", flag(bundle, Role.DECODE, "--max-num-seqs").value());
    assertEquals("", flag(bundle, Role.DECODE, "--enforce-eager").value());
    assertTrue(find(bundle, Role.DECODE, "--no-enable-prefix-caching").isEmpty());
    assertTrue(find(bundle, Role.PREFILL, "--no-enable-prefix-caching").isPresent());
    assertEquals(List.of(), bundle.findings());
  }

  @Test
  void anEntryOfAFileMayBeFalse() {
    DeploymentPlan plan =
        Samples.pools(ServingEngine.TRTLLM, Samples.DENSE)
            .with("flag.kv_cache_config.enable_partial_reuse", false);
    String text = Artifacts.of(plan).file("decode_config.yaml").orElseThrow().text();
    assertTrue(text.contains("  enable_partial_reuse: false\n"), text);
  }

  @Test
  void aFlagThatTheVersionDoesNotTakeIsFound() {
    ArtifactBundle bundle = Artifacts.of(POOLS.with("flag.max-num-sequences", 3));
    assertFalse(bundle.findings().isEmpty());
    assertTrue(bundle.findings().get(0).message().contains("--max-num-sequences"));
  }

  @Test
  void valuesThatCannotGoTogetherAreFound() {
    ArtifactBundle bundle = Artifacts.of(POOLS.with("decode.max_num_tokens", 10));
    assertTrue(
        bundle.findings().stream()
            .anyMatch(finding -> finding.message().contains("max_num_tokens")),
        bundle.findings().toString());
  }

  @Test
  void valuesOfTheWrongKindAreRefused() {
    assertThrows(InvalidValueException.class, () -> POOLS.with("max_batch_size", "many"));
    assertThrows(InvalidValueException.class, () -> POOLS.with("prefix_cache", "perhaps"));
    assertThrows(InvalidValueException.class, () -> POOLS.with("cuda_graph_sizes", "1 two"));
  }

  @Test
  void platformSettingsReachTheManifest() {
    DeploymentPlan plan =
        POOLS.with(
            Map.of(
                "platform.namespace", "prod",
                "platform.image", "registry.local/vllm:1",
                "platform.env.FOO", "bar",
                "platform.worker_pod_spec", Map.of("nodeSelector", Map.of("pool", "a"))));
    String text = Artifacts.of(plan).file("k8s_deploy.yaml").orElseThrow().text();
    assertTrue(text.contains("namespace: prod"), text);
    assertTrue(text.contains("image: registry.local/vllm:1"), text);
    assertTrue(text.contains("pool: a"), text);
    assertTrue(text.contains("nvidia.com/gpu.product: NVIDIA-H200"), "labels are joined");
    assertTrue(text.contains("value: bar"), text);
  }

  @Test
  void whatCannotBeSaidIsReported() {
    ServingSettings settings =
        new ServingSettings(MemorySettings.DEFAULT, false, Speculation.NONE, "flashinfer", true);
    RolePlan pool =
        TestPlans.pool(ServingEngine.VLLM, Samples.DENSE, Role.AGG, 1, Parallelism.dense(1, 1), 8);
    DeploymentPlan plan =
        TestPlans.plan(ServingEngine.VLLM, Samples.DENSE, settings, pool).withDynamo("0.8.1");
    assertTrue(
        Artifacts.of(plan).notExpressible().stream()
            .anyMatch(missing -> missing.setting().equals("attention_backend")));
  }

  @Test
  void reasonsNameTheLayerOfTheStudy() {
    StudyConfig study =
        StudyConfig.standard()
            .with("model", Samples.DENSE)
            .with("system", "h200_sxm")
            .with("gpus", 8)
            .with("kv_memory_fraction", 0.7);
    ServingSettings settings =
        new ServingSettings(
            new MemorySettings(OptionalDouble.of(0.7), OptionalLong.empty()),
            false,
            Speculation.NONE,
            "",
            true);
    RolePlan pool =
        TestPlans.pool(ServingEngine.VLLM, Samples.DENSE, Role.AGG, 1, Parallelism.dense(1, 1), 8);
    DeploymentPlan plan =
        TestPlans.plan(ServingEngine.VLLM, Samples.DENSE, settings, pool).withStudy(study);
    ArtifactBundle bundle = Artifacts.of(plan);
    assertEquals(
        "study: kv_memory_fraction, layer user",
        flag(bundle, Role.AGG, "--gpu-memory-utilization").origin());
    String kept = bundle.file("study.yaml").orElseThrow().text();
    String measured = plan.basis().prediction().orElseThrow().measured().get(Role.AGG).version();
    assertEquals(
        study.with(Map.of("backend", "vllm", "version", measured)).values(),
        StudyConfig.parse(kept).values());
  }

  private static ExplainedFlag flag(ArtifactBundle bundle, Role role, String flag) {
    return find(bundle, role, flag).orElseThrow(() -> new AssertionError(bundle.explain()));
  }

  private static Optional<ExplainedFlag> find(ArtifactBundle bundle, Role role, String flag) {
    return bundle.explain().stream()
        .filter(row -> row.role().equals(role.id()) && row.flag().equals(flag))
        .findFirst();
  }
}
