package io.servelab.artifact.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.Samples;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.model.Parallelism;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every kind of generated deployment, read back, asks for what was planned. */
class RoundTripTest {

  @TestFactory
  Stream<DynamicTest> filesReadBackAsTheyWerePlanned() {
    return Samples.all().entrySet().stream()
        .flatMap(
            sample ->
                deployments(Artifacts.of(sample.getValue())).entrySet().stream()
                    .map(
                        text ->
                            DynamicTest.dynamicTest(
                                sample.getKey() + " " + text.getKey(),
                                () -> check(sample.getValue(), text.getValue()))));
  }

  /** Each way to start the deployment, as one text. */
  private static Map<String, String> deployments(ArtifactBundle bundle) {
    Map<String, String> texts = new HashMap<>();
    for (String path : List.of("k8s_deploy.yaml", "llm-d-values.yaml")) {
      bundle.file(path).map(ArtifactFile::text).ifPresent(text -> texts.put(path, text));
    }
    String patches =
        bundle.files().stream()
            .filter(file -> file.path().startsWith("kustomize/patch-"))
            .map(ArtifactFile::text)
            .collect(Collectors.joining("---\n"));
    if (!patches.isEmpty()) {
      texts.put("kustomize", patches);
    }
    String scripts =
        bundle.files().stream()
            .filter(file -> file.path().matches("run_[0-9]+\\.sh"))
            .map(ArtifactFile::text)
            .collect(Collectors.joining("\n"));
    // A script is read without its quotes, so that a $ of a name might be a variable.
    if (!scripts.isEmpty() && !scripts.contains("$(now)")) {
      texts.put("run_<i>.sh", scripts);
    }
    return texts;
  }

  private static void check(DeploymentPlan plan, String text) {
    DeploymentAdapter adapter =
        DeploymentAdapter.standard()
            .with(said(plan))
            .withEngineVersion(plan.release().version().text());
    for (ArtifactFile file : Artifacts.engineFiles(plan)) {
      adapter = adapter.withFile(file.path(), file.text());
    }
    AdaptedDeployment adapted = adapter.adapt(text);
    assertEquals(
        unrepeatable(plan),
        rejections(adapted),
        () -> "what an estimate cannot repeat: " + adapted);
    Map<String, Object> request = adapted.request();
    assertEquals(plan.model().config().id(), request.get("model"));
    assertEquals(plan.release().engine().id(), request.get("backend"));
    assertEquals(plan.isSeparate() ? "disagg" : "agg", request.get("mode"));
    for (RolePlan role : plan.roles()) {
      check(plan, role, adapted);
    }
  }

  private static void check(DeploymentPlan plan, RolePlan role, AdaptedDeployment adapted) {
    Map<String, Object> request = adapted.request();
    String prefix = role.role().isSeparate() ? role.role().id() + "_" : "";
    Parallelism layout = role.layout();
    assertEquals(layout.tp(), request.get(prefix + "tp_size"));
    assertEquals(layout.pp(), request.get("pp_size"));
    assertEquals(layout.dp(), request.getOrDefault(prefix + "attention_dp_size", 1));
    assertEquals(layout.moeEp(), request.getOrDefault(prefix + "moe_ep_size", 1));
    assertEquals(layout.moeTp(), request.getOrDefault(prefix + "moe_tp_size", 1));
    assertEquals(
        plan.adjustments()
            .overrides()
            .find(role.role(), Parameter.KV_MEMORY_FRACTION)
            .orElse(role.memory().kvFraction()),
        request.get(prefix + "free_gpu_memory_fraction"));
    int workers = role.pool().workers();
    assertEquals(
        workers,
        role.role().isSeparate() ? request.get(prefix + "num_workers") : adapted.replicas());
    if (role.role() != Role.PREFILL) {
      assertEquals(role.point().batch(), request.get(prefix + "batch_size"));
    }
    String kv = role.quant().kv().id();
    assertEquals(kv.equals("bfloat16") ? null : kv, request.get("kvcache_quant_mode"));
    boolean drafts = plan.settings().speculation().active();
    assertEquals(drafts ? 2L : null, request.get("nextn"));
  }

  /** Flags that a person set and that mean nothing to an estimate. */
  private static Set<String> unrepeatable(DeploymentPlan plan) {
    return plan.adjustments().overrides().flags().stream()
        .map(flag -> flag.flag() + " may matter and is not understood.")
        .collect(Collectors.toSet());
  }

  private static Set<String> rejections(AdaptedDeployment adapted) {
    return adapted.diagnostics().stream()
        .filter(found -> found.kind() != Diagnostic.Kind.NOTE)
        .map(Diagnostic::message)
        .collect(Collectors.toSet());
  }

  /** What no deployment says. */
  private static Map<String, Object> said(DeploymentPlan plan) {
    Map<String, Object> said = new HashMap<>();
    said.put("model", plan.model().config().id());
    said.put("system", plan.roles().get(0).system().name());
    said.put("isl", plan.load().isl());
    said.put("osl", plan.load().osl());
    said.put("concurrency", plan.concurrency());
    if (plan.settings().speculation().active()) {
      said.put("nextn_accepted", 1.3);
    }
    return said;
  }
}
