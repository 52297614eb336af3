package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that do not belong where they are put are refused with the reason, or escaped. */
class HostileValuesTest {

  private static final DeploymentPlan PLAN = Samples.pools(ServingEngine.VLLM, Samples.DENSE);

  @ParameterizedTest
  @ValueSource(
      strings = {"My_Space", "-dynamo", "dynamo-", "a b", "", "a.b", "näme", "x\ny", "$(id)"})
  void namesThatKubernetesRefusesAreRefusedHere(String name) {
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> PLAN.with("platform.namespace", name));
    assertTrue(refusal.getMessage().contains("platform.namespace"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("hyphens"), refusal.getMessage());
    assertTrue(!refusal.getMessage().contains("\n"), refusal.getMessage());
  }

  @Test
  void aNameOfMoreThanSixtyThreeCharactersIsRefused() {
    assertThrows(
        InvalidValueException.class, () -> PLAN.with("platform.namespace", "a".repeat(64)));
  }

  @Test
  void aLongPrefixStillGivesAName() {
    String name = Artifacts.of(PLAN.with("platform.name_prefix", "a".repeat(62) + "b")).name();
    assertEquals(37, name.length(), "45 letters for it and a service");
    assertTrue(name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"), name);
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "port, 70000",
    "port, 80 80",
    "image, vllm runtime:1",
    "image, '$(id)'",
    "model_cache_mount, relative/path",
    "transport, pigeon",
    "gpus_per_node, none",
    "head_node, 'a;b'",
    "model_cache_size, much",
  })
  void platformSettingsOfTheWrongFormAreRefused(String key, String value) {
    assertThrows(InvalidValueException.class, () -> PLAN.with("platform." + key, value));
  }

  @Test
  void anUnknownSettingOffersTheNearestOnes() {
    UnknownNameException unknown =
        assertThrows(UnknownNameException.class, () -> PLAN.with("platform.namspace", "x"));
    assertTrue(unknown.getMessage().contains("namespace"), unknown.getMessage());
    unknown = assertThrows(UnknownNameException.class, () -> PLAN.with("decode.max_batchsize", 3));
    assertTrue(unknown.getMessage().contains("max_batch_size"), unknown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "tab\there", "", " ", "--flag", "bell\u0007", "a\u2028b"})
  void pathsThatACommandLineCannotCarryAreRefused(String path) {
    assertThrows(InvalidValueException.class, () -> PLAN.withModel(path, "name"));
    assertThrows(InvalidValueException.class, () -> PLAN.withModel("path", path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "it's",
        "say \"x\"",
        "yes",
        "y",
        "0x1f",
        "1e3",
        "12:30:45",
        "2024-01-01",
        "#x",
        "a: b",
        "{x}",
        "&a",
        "*a",
        "!x",
        "%x",
        "@x",
        "`x`",
        "$(HOME)",
        "$HOME",
        "~",
        "null",
        "a\\b",
        "ö",
        "|",
        ">"
      })
  void namesComeBackFromYamlAsTheyWere(String name) throws IOException {
    JsonNode graph = graph(PLAN.withModel("/models/" + name, name));
    JsonNode args =
        graph
            .path("spec")
            .path("services")
            .path("VllmDecodeWorker")
            .path("extraPodSpec")
            .path("mainContainer")
            .path("args");
    assertEquals("--model", args.get(0).textValue());
    assertEquals("/models/" + kubernetes(name), args.get(1).textValue());
    assertEquals(kubernetes(name), args.get(3).textValue());
  }

  @Test
  void sglangRefusesAColonInTheServedName() {
    DeploymentPlan plan =
        Samples.pools(ServingEngine.SGLANG, Samples.DENSE).withModel("path", "base:adapter");
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> Artifacts.of(plan));
    assertTrue(refusal.getMessage().contains("colon"), refusal.getMessage());
  }

  @Test
  void helmDoesNotGetTemplatesFromNames() {
    var bundle = Artifacts.of(PLAN.withModel("{{ .Values }}", "name"));
    assertTrue(bundle.file("llm-d-values.yaml").isEmpty());
    assertTrue(
        bundle.notExpressible().stream().anyMatch(missing -> missing.value().equals("llm-d")));
  }

  @Test
  void environmentVariablesNeedNamesOfTheRightForm() {
    assertThrows(InvalidValueException.class, () -> PLAN.with("platform.env.A B", "x"));
    assertThrows(InvalidValueException.class, () -> PLAN.with("platform.env.A", "x\ny"));
  }

  @Test
  void flagsOfTheEngineNeedNamesOfTheRightForm() {
    assertThrows(InvalidValueException.class, () -> PLAN.with("flag.a b", "x"));
    assertThrows(InvalidValueException.class, () -> PLAN.with("flag.max-num-seqs", "1\n2"));
  }

  @Test
  void podFieldsAreAMap() {
    assertThrows(InvalidValueException.class, () -> PLAN.with("platform.worker_pod_spec", "host"));
    assertEquals(
        List.of(),
        Artifacts.of(PLAN.with("platform.worker_pod_spec", Map.of("hostIPC", true))).findings());
  }

  private static String kubernetes(String word) {
    return word.replace("$(", "$$(");
  }

  private static JsonNode graph(DeploymentPlan plan) throws IOException {
    String text = Artifacts.of(plan).file("k8s_deploy.yaml").orElseThrow().text();
    return new YAMLMapper().readTree(text);
  }
}
