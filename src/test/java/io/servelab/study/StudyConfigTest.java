package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.perf.DataMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StudyConfigTest {

  private static final StudyConfig STUDY =
      StudyConfig.standard()
          .with(Map.of("model", "Qwen/Qwen3-32B-FP8", "system", "h200_sxm", "gpus", 32));

  @Test
  void everyValueRemembersTheLayerThatSetItAndThoseItOverrode() {
    Explanation why = STUDY.with("decode.max_batch_size", 64).why("decode.max_batch_size");
    assertEquals(Optional.of(64L), why.value());
    assertEquals(Optional.of("user"), why.layer());
    assertEquals(List.of(new Statement("disagg", Stage.MODE, Optional.of(512L))), why.overridden());
    assertEquals(
        "decode.max_batch_size = 64 requests, set by user; overrode disagg: 512", why.toString());
  }

  @Test
  void aKeyThatNobodySetsIsExplainedToo() {
    assertEquals("max_seq_len = unset, no layer sets it", STUDY.why("max_seq_len").toString());
  }

  @Test
  void layersApplyWhereTheirConditionsHold() {
    StudyConfig experts = STUDY.with("model", "Qwen/Qwen3-30B-A3B");
    assertEquals(List.of(1L, 2L, 4L, 8L), STUDY.get("agg.tp").value());
    assertEquals("agg-moe", experts.get("agg.tp").layer());
    assertEquals("agg-rack", STUDY.with("system", "gb200").get("agg.tp").layer());
    assertEquals("decode-rack", STUDY.with("decode_system", "gb200").get("decode.tp").layer());
    assertEquals("disagg", STUDY.with("decode_system", "gb200").get("prefill.tp").layer());
    assertEquals("sglang-agg", STUDY.with("backend", "sglang").get("agg.cp").layer());
    LayerView skipped = view(STUDY, "agg-moe");
    assertFalse(skipped.applied());
    assertEquals("moe is false, not true", skipped.reason());
  }

  @Test
  void aLayerSaysWhichOfItsKeysDecide() {
    LayerView disagg = view(STUDY.with("decode.max_batch_size", 64), "disagg");
    assertTrue(disagg.keys().contains("decode.max_batch_size"));
    assertFalse(disagg.deciding().contains("decode.max_batch_size"));
    assertTrue(disagg.deciding().contains("decode.tp"));
  }

  @Test
  void profilesApplyInTheOrderInWhichTheyAreNamed() {
    assertEquals("bfloat16", STUDY.with("profiles", List.of("fp8", "bf16")).get("gemm").value());
    assertEquals("fp8", STUDY.with("profiles", List.of("bf16", "fp8")).get("gemm").value());
    assertEquals(
        "int8_wo",
        STUDY.with("profiles", List.of("fp8")).with("gemm", "int8_wo").get("gemm").value());
  }

  @Test
  void aLayerOfOnesOwnCanBeAProfile() {
    StudyConfig study =
        STUDY
            .with(ConfigLayer.of("mine", Map.of("gemm", "int4_wo")).asProfile())
            .with("profiles", List.of("fp8", "mine"));
    assertEquals("int4_wo", study.get("gemm").value());
    assertEquals("fp8", study.get("kvcache").value());
    assertError(
        UnknownNameException.class,
        () -> STUDY.with("profiles", List.of("fp9")),
        "fp9",
        "Did you mean fp8");
  }

  @Test
  void laterLayersWinAndSingleValuesWinOverLayersBeforeThem() {
    StudyConfig study =
        STUDY.with("isl", 1).with(ConfigLayer.of("late", Map.of("isl", 2))).with("isl", 3);
    assertEquals(3L, study.get("isl").value());
    assertEquals(
        List.of("user-2", "late", "user", "base"),
        study.why("isl").statements().stream().map(Statement::layer).toList());
  }

  @Test
  void aSettingNeverHidesInALayerThatDoesNotApply() {
    ConfigLayer elsewhere = ConfigLayer.of("user", Map.of("isl", 1)).when("backend", "vllm");
    assertEquals(7L, StudyConfig.standard().with(elsewhere).with("osl", 7).get("osl").value());
    ConfigLayer mine = ConfigLayer.of("users first", Map.of("isl", 1));
    assertEquals("user", StudyConfig.standard().with(mine).with("osl", 7).get("osl").layer());
  }

  @Test
  void settingAKeyAgainIsTheSameAsSettingItOnce() {
    assertEquals(STUDY.with("isl", 2), STUDY.with("isl", 1).with("isl", 2));
    assertEquals(STUDY.with("isl", 2).hashCode(), STUDY.with("isl", 1).with("isl", 2).hashCode());
  }

  @Test
  void layersCanBeReplacedDroppedAndReordered() {
    StudyConfig replaced =
        STUDY.replace("agg", ConfigLayer.of("agg", Map.of("agg", Map.of("max_batch_size", 8))));
    assertEquals(8L, replaced.get("agg.max_batch_size").value());
    assertTrue(replaced.find("agg.tp").isEmpty());
    assertTrue(STUDY.drop("disagg").find("replica.max_gpus").isEmpty());

    StudyConfig two =
        STUDY
            .with(ConfigLayer.of("a", Map.of("isl", 1)))
            .with(ConfigLayer.of("b", Map.of("isl", 2)));
    List<String> names = new ArrayList<>(two.layers().stream().map(LayerView::name).toList());
    Collections.swap(names, names.indexOf("a"), names.indexOf("b"));
    assertEquals(1L, two.reorder(names).get("isl").value());
    assertError(InvalidValueException.class, () -> two.reorder(List.of("a", "b")), "named once");
    assertError(UnknownNameException.class, () -> two.drop("bass"), "bass", "base");
  }

  @Test
  void twoLayersCannotHaveOneName() {
    assertError(
        InvalidValueException.class,
        () -> STUDY.with(ConfigLayer.of("agg", Map.of("isl", 1))),
        "agg");
  }

  @Test
  void aReplacingLayerDiscardsWhatIsBelowIt() {
    StudyConfig study = STUDY.with(ConfigLayer.of("alone", Map.of("isl", 5)).replacing());
    assertEquals(Map.of("isl", 5L), study.values());
    assertError(InvalidValueException.class, study::resolve, "Nothing sets system");
    assertEquals(Optional.of("alone"), study.why("osl").layer());
  }

  @Test
  void nullTakesAValueAway() {
    StudyConfig study = STUDY.with("request_latency", 5000).with("request_latency", null);
    assertTrue(study.find("request_latency").isEmpty());
    assertEquals("request_latency = unset, set by user", study.why("request_latency").toString());
  }

  @Test
  void whatFollowsFromTheStudyIsDerivedLast() {
    StudyConfig small = STUDY.with("gpus", 4);
    assertEquals(List.of(1L, 2L, 4L), small.get("agg.gpus").value());
    assertEquals("final", small.get("replica.max_gpus").layer());
    assertEquals(4L, small.get("replica.max_gpus").value());
    assertEquals("h200_sxm", small.get("decode_system").value());
    assertEquals(
        1L,
        small.with("model", "deepseek-ai/DeepSeek-V3").with("nextn", "auto").get("nextn").value());
  }

  @Test
  void conditionalLayersCannotChangeWhatConditionsDependOn() {
    ConfigLayer layer = ConfigLayer.of("loop", Map.of("backend", "vllm"));
    assertError(
        InvalidValueException.class, () -> layer.when("backend", "trtllm"), "backend", "loop");
    assertError(UnknownNameException.class, () -> layer.when("bakend", "trtllm"), "bakend");
  }

  @Test
  void wrongKeysTypesRangesAndChoicesFailAtOnce() {
    assertError(
        UnknownNameException.class,
        () -> STUDY.with("decode.max_batch", 3),
        "layer 'user'",
        "decode.max_batch_size");
    assertError(
        InvalidValueException.class, () -> STUDY.with("isl", "many"), "isl", "many", "user");
    assertError(InvalidValueException.class, () -> STUDY.with("osl", 0), "osl", "at least 1");
    assertError(InvalidValueException.class, () -> STUDY.with("ttft", -1), "ttft", "above 0");
    assertError(
        InvalidValueException.class, () -> STUDY.with("kv_memory_fraction", 1.5), "at most 1");
    assertError(InvalidValueException.class, () -> STUDY.with("gpus", 1.5), "gpus", "whole");
    assertError(InvalidValueException.class, () -> STUDY.with("gpus", 1L << 40), "at most");
    assertError(InvalidValueException.class, () -> STUDY.with("agg.tp", 4), "list");
    assertError(InvalidValueException.class, () -> STUDY.with("agg.tp", List.of(0)), "at least 1");
    assertError(InvalidValueException.class, () -> STUDY.with("agg", 4), "section");
    assertError(UnknownNameException.class, () -> STUDY.with("backend", "trt"), "trtllm");
    assertError(UnknownNameException.class, () -> STUDY.with("gemm", "fp7"), "fp8");
    assertError(
        UnknownNameException.class,
        () -> STUDY.with("model", "Qwen/Qwen3-33B"),
        "layer 'user'",
        "Qwen/Qwen3-32B");
    assertError(UnknownNameException.class, () -> STUDY.find("islll"), "isl");
  }

  @Test
  void contradictionsNameTheValuesAndTheirLayers() {
    assertError(
        InvalidValueException.class,
        STUDY.with("prefix", 9000)::resolve,
        "prefix = 9000",
        "isl = 4000 in base");
    assertError(
        InvalidValueException.class, STUDY.with("nextn", 2)::resolve, "nextn_accepted", "in user");
    assertError(
        InvalidValueException.class,
        STUDY.with("nextn", 2).with("nextn_accepted", 3)::resolve,
        "nextn = 2 in user");
    assertError(
        InvalidValueException.class,
        STUDY.with("serving_mode", "disagg").with("gpus", 1)::resolve,
        "gpus = 1 in user");
    assertError(
        InvalidValueException.class, STUDY.with("agg.cp", List.of(1, 2))::resolve, "sglang");
    assertError(
        InvalidValueException.class,
        STUDY.with("backend", "sglang").with("decode.cp", List.of(2))::resolve,
        "decode.cp");
    assertError(
        InvalidValueException.class,
        STUDY.with("agg.gpus", List.of(3))::resolve,
        "No layout",
        "agg.gpus = [3] in user");
    assertError(
        InvalidValueException.class,
        STUDY.with("replica.gpus", List.of(64))::resolve,
        "replica.gpus");
    assertError(InvalidValueException.class, STUDY.with("backend", "auto")::resolve, "perBackend");
    assertError(
        InvalidValueException.class, STUDY.with("transfer_policy", "bold")::resolve, "bold");
  }

  @Test
  void differencesAreThoseOfValues() {
    List<Difference> differences = STUDY.diff(STUDY.with("backend", "sglang"));
    assertEquals(
        List.of("backend", "agg.cp", "prefill.cp"),
        differences.stream().map(Difference::key).toList());
    assertEquals("backend: trtllm (base) -> sglang (user)", differences.get(0).toString());
    assertEquals(List.of(), STUDY.diff(STUDY));
  }

  @Test
  void autoMeansEveryEngine() {
    assertEquals(List.of(STUDY), STUDY.perBackend());
    assertEquals(
        List.of(ServingEngine.values()),
        STUDY.with("backend", "auto").perBackend().stream()
            .map(study -> study.resolve().engine().engine())
            .toList());
  }

  @Test
  void openSectionsPassThrough() {
    StudyConfig study =
        STUDY
            .with("constraints", Map.of("ttft", Map.of("most", 300, "weight", 2.5)))
            .with("constraints.ttft.weight", 3);
    OpenSections open = study.resolve().open();
    assertEquals(Map.of("ttft", Map.of("most", 300L, "weight", 3L)), open.constraints());
    assertEquals(
        Map.of("ttft", 5L), study.with("constraints.ttft", 5).resolve().open().constraints());
    assertEquals(Map.of(), study.with("constraints.ttft", null).resolve().open().constraints());
  }

  @Test
  void aValueAndASectionOfOneNameDisplaceEachOther() {
    StudyConfig section = STUDY.with("constraints", Map.of("ttft", Map.of("most", 300)));
    StudyConfig value = section.with(ConfigLayer.of("flat", Map.of("constraints.ttft", 5)));
    assertEquals(Map.of("ttft", 5L), value.resolve().open().constraints());
    assertEquals(Optional.of("flat"), value.why("constraints.ttft.most").layer());
    StudyConfig again = value.with(ConfigLayer.of("deep", Map.of("constraints.ttft.least", 1)));
    assertEquals(Map.of("ttft", Map.of("least", 1L)), again.resolve().open().constraints());
    assertTrue(again.find("constraints.ttft").isEmpty());
    assertError(InvalidValueException.class, () -> STUDY.with("constraints", 5), "section");
  }

  @Test
  void valuesComeAsEnumsArraysAndPathsToo() {
    assertEquals(
        "HYBRID", STUDY.with("database_mode", DataMode.HYBRID).get("database_mode").value());
    assertEquals(List.of(2L, 4L), STUDY.with("agg.tp", new int[] {2, 4}).get("agg.tp").value());
    assertEquals(
        List.of("fp8"), STUDY.with("profiles", new String[] {"fp8"}).get("profiles").value());
    assertEquals(4000L, STUDY.with("isl", 4e3).get("isl").value());
    assertEquals(300.0, STUDY.with("ttft", 300).get("ttft").value());
  }

  @Test
  void studiesShowThemselvesInALine() {
    assertEquals(
        "study of Qwen/Qwen3-32B-FP8, " + STUDY.values().size() + " settings from 5 layers",
        STUDY.toString());
    assertEquals("isl = 7 (user)", STUDY.with("isl", 7).get("isl").toString());
    assertEquals("agg applies: serving_mode is auto or agg", view(STUDY, "agg").toString());
    assertEquals("a (user): {isl=1}", ConfigLayer.of("a", Map.of("isl", 1)).toString());
    assertFalse(STUDY.equals(STUDY.with("isl", 7)));
  }

  @Test
  void keysSayWhatTheyMean() {
    ConfigKey key = ConfigKeys.standard().find("ttft").orElseThrow();
    assertEquals("ttft / ms: target for the time to first token", key.toString());
    assertTrue(ConfigKeys.standard().all().contains(key));
    assertTrue(ConfigKeys.standard().names().contains("decode.moe_ep"));
    ConfigKeys.standard().all().forEach(it -> assertFalse(it.meaning().isBlank(), it.name()));
  }

  private static LayerView view(StudyConfig study, String name) {
    return study.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertError(
      Class<? extends ServeLabException> type, Executable action, String... parts) {
    String message = assertThrows(type, action).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }
  }
}
