package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.perf.Databases;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The support matrix says what searches would find. */
class SupportTest {

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final SupportSweep TRTLLM =
      SupportSweep.all(DATABASES).withSystem("h200_sxm").withEngine(ServingEngine.TRTLLM);

  private static Support one(String model, ServingMode mode) {
    return TRTLLM.withModel(model).withMode(mode).run(DATABASES).get(0);
  }

  @Test
  void whatIsMeasuredNamesALayoutThatWorks() {
    Support support = one("Qwen/Qwen3-8B", ServingMode.AGGREGATED);
    assertEquals(Support.Status.MEASURED, support.status());
    assertTrue(support.layout().startsWith("tp1"), support.toString());
    assertEquals("", support.missing());
  }

  @Test
  void whatIsNotNamesTheOperationAndTheTable() {
    Support support = one("deepseek-ai/DeepSeek-V4-Flash", ServingMode.DISAGGREGATED);
    assertEquals(Support.Status.NONE, support.status());
    assertEquals("context_attention", support.operation());
    assertTrue(support.missing().contains("dsv4_hca_context_module"), support.missing());
  }

  @Test
  void whatNeedsAnEstimateSaysWhy() {
    Support support = one("nvidia/Qwen3-235B-A22B-NVFP4", ServingMode.AGGREGATED);
    assertEquals(Support.Status.ESTIMATED, support.status());
    assertTrue(support.missing().contains("nvfp4_wo"), support.missing());
  }

  /** One model of each dense, latent, mixed and hybrid family. */
  @Test
  void measuredMeansThatASearchFindsADeployment() {
    for (String model :
        List.of(
            "Qwen/Qwen3-8B",
            "openai/gpt-oss-20b",
            "deepseek-ai/DeepSeek-V3",
            "nvidia/Nemotron-H-56B-Base-8K",
            "nvidia/Qwen3-235B-A22B-NVFP4",
            "zai-org/GLM-5")) {
      Support support = one(model, ServingMode.AGGREGATED);
      SearchRequest search =
          new SearchRequest(
              support.question().model(),
              support.question().database(),
              support.question().database(),
              64,
              new RequestShape(1024, 128, 0),
              Sla.of(1e9, 1e9),
              SearchOptions.DEFAULT.withLimits(SearchOptions.Limits.DEFAULT.withoutFront()));
      assertEquals(
          support.status() == Support.Status.MEASURED,
          new Search(search, TestSearches.WORKERS, SearchListener.NONE)
              .run(ServingMode.AGGREGATED)
              .best()
              .isPresent(),
          support.toString());
    }
  }

  @Test
  void patternsAndNamesNarrow() {
    SupportSweep all = SupportSweep.all(DATABASES);
    assertTrue(all.withModel("qwen/*").models().size() > 1);
    assertEquals(List.of("gb200", "gb300"), all.withSystem("gb*").systems());
    assertThrows(UnknownNameException.class, () -> all.withModel("nobody/*"));
    assertThrows(UnknownNameException.class, () -> all.withSystem("h2000"));
  }

  @Test
  void rowsAreOrderedByModelThenEngineThenMode() {
    SupportSweep sweep =
        new SupportSweep(
            List.of("Qwen/Qwen3-8B", "Qwen/Qwen3-32B"),
            List.of("h200_sxm"),
            List.of(ServingEngine.TRTLLM, ServingEngine.VLLM),
            List.of(ServingMode.AGGREGATED, ServingMode.DISAGGREGATED));
    assertEquals(
        List.of(
            "Qwen/Qwen3-8B h200_sxm trtllm agg",
            "Qwen/Qwen3-8B h200_sxm trtllm disagg",
            "Qwen/Qwen3-8B h200_sxm vllm agg",
            "Qwen/Qwen3-8B h200_sxm vllm disagg",
            "Qwen/Qwen3-32B h200_sxm trtllm agg",
            "Qwen/Qwen3-32B h200_sxm trtllm disagg",
            "Qwen/Qwen3-32B h200_sxm vllm agg",
            "Qwen/Qwen3-32B h200_sxm vllm disagg"),
        sweep.run(DATABASES).stream().map(SupportTest::words).toList());
  }

  private static String words(Support support) {
    SupportQuestion question = support.question();
    return question.model().id()
        + " "
        + question.system()
        + " "
        + question.engine().id()
        + " "
        + question.mode().id();
  }

  @Test
  void oneEngineAndOneModelNarrow() {
    SupportSweep sweep = SupportSweep.all(DATABASES).withEngine(ServingEngine.SGLANG);
    assertEquals(List.of(ServingEngine.SGLANG), sweep.engines());
    assertEquals(List.of("Qwen/Qwen3-8B"), sweep.withModel("Qwen3-8B").models());
  }

  /** 810 GB of weights on 8 GPUs of 24 GiB. */
  @Test
  void weightsThatFitNowhereAreSaid() {
    Support support =
        SupportSweep.all(DATABASES)
            .withSystem("l4")
            .withEngine(ServingEngine.TRTLLM)
            .withModel("meta-llama/Meta-Llama-3.1-405B")
            .withMode(ServingMode.AGGREGATED)
            .run(DATABASES)
            .get(0);
    assertEquals("no", support.status().id());
    assertTrue(support.missing().contains("weights do not fit"), support.missing());
    assertEquals("", support.layout());
    assertEquals("", support.operation());
  }
}
