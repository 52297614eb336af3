package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.WorkerRole;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.search.DefaultSpaces;
import io.servelab.search.ParallelSpace;
import io.servelab.search.PoolLimits;
import io.servelab.search.SearchOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped layers show what the search does when nobody chooses otherwise. */
class DefaultLayersTest {

  private static final Models MODELS = new Models();

  private static StudyConfig study(String model, String system, ServingEngine engine) {
    return StudyConfig.standard(MODELS)
        .with(Map.of("model", model, "system", system, "gpus", 128, "backend", engine.id()));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-32B, h200_sxm",
    "Qwen/Qwen3-32B, gb200",
    "Qwen/Qwen3-30B-A3B, b200_sxm",
    "Qwen/Qwen3-30B-A3B, gb300",
    "deepseek-ai/DeepSeek-V3, h100_sxm",
    "nvidia/Nemotron-H-56B-Base-8K, h100_sxm",
    "nvidia/Llama-3_3-Nemotron-Super-49B-v1, gb200"
  })
  void layoutsAreThoseOfTheSearch(String id, String system) {
    ModelConfig model = MODELS.find(id);
    for (ServingEngine engine : ServingEngine.values()) {
      StudyConfig study = study(id, system, engine);
      assertEquals(DefaultSpaces.of(model, engine, system, WorkerRole.MIXED), space(study, "agg"));
      assertEquals(
          DefaultSpaces.of(model, engine, system, WorkerRole.PREFILL), space(study, "prefill"));
      assertEquals(
          DefaultSpaces.of(model, engine, system, WorkerRole.DECODE), space(study, "decode"));
    }
  }

  @ParameterizedTest
  @EnumSource(ServingEngine.class)
  void settingsAreThoseOfTheSearch(ServingEngine engine) {
    SearchOptions options = study("Qwen/Qwen3-32B", "h200_sxm", engine).resolve().options();
    assertEquals(SearchOptions.DEFAULT.limits(), options.limits());
    assertEquals(PoolLimits.DEFAULT, options.limits().pools());
    assertEquals(Disaggregation.DEFAULT, options.disaggregation());
    assertEquals(SearchOptions.DEFAULT.choices(), options.choices());
    assertEquals(SearchOptions.DEFAULT.memory(), options.memory());
    options.roles().values().forEach(role -> assertEquals(true, role.sizes().chosen().isEmpty()));
  }

  private static ParallelSpace space(StudyConfig study, String role) {
    return new ParallelSpace(
        sizes(study, role + ".gpus"),
        sizes(study, role + ".tp"),
        sizes(study, role + ".pp"),
        sizes(study, role + ".dp"),
        sizes(study, role + ".moe_tp"),
        sizes(study, role + ".moe_ep"),
        sizes(study, role + ".cp"));
  }

  private static List<Integer> sizes(StudyConfig study, String key) {
    return ((List<?>) study.get(key).value())
        .stream().map(size -> ((Long) size).intValue()).toList();
  }
}
