package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Images;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.WorkerRole;
import io.servelab.hardware.DataHome;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.Models;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantChoices;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.LayoutSizes;
import io.servelab.search.PoolLimits;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StudySpecTest {

  private static final StudyConfig STUDY =
      StudyConfig.standard()
          .with(Map.of("model", "Qwen/Qwen3-32B-FP8", "system", "h200_sxm", "gpus", 32));

  @Test
  void loadTargetsAndEngineAreRead() {
    StudySpec spec =
        STUDY
            .with(Map.of("isl", 3000, "osl", 200, "prefix", 10))
            .with(Map.of("ttft", 500, "tpot", 12.5, "request_latency", 9000))
            .with(Map.of("version", "next", "database_mode", "HYBRID", "rules", "servelab"))
            .with("transfer_policy", "balanced")
            .resolve();
    assertEquals(new RequestShape(3000, 200, 10), spec.goal().request());
    assertEquals(500, spec.goal().sla().ttftMs());
    assertEquals(12.5, spec.goal().sla().tpotMs());
    assertEquals(OptionalDouble.of(9000), spec.goal().sla().requestMs());
    assertEquals("next", spec.engine().version());
    assertEquals("next", spec.engine().decodeVersion());
    assertEquals(DataMode.HYBRID, spec.engine().dataMode());
    assertEquals(TransferPolicy.parse("balanced"), spec.engine().transfers());
    assertEquals(RuleSet.SERVELAB, spec.engine().rules());
  }

  @Test
  void searchSettingsAreRead() {
    SearchOptions options =
        STUDY
            .with(Map.of("strict_sla", true, "chunked_prefill", true, "top_n", 9))
            .with(Map.of("nextn", 2, "nextn_accepted", 1.5, "attention_backend", "fa3"))
            .with(Map.of("kv_memory_fraction", 0.8, "max_seq_len", 9000, "encoder_dp", false))
            .with(
                Map.of(
                    "agg.max_batch_size", 11,
                    "prefill.max_batch_size", 2,
                    "decode.max_batch_size", 33))
            .with("disagg", Map.of("prefill_correction", 1.2, "decode_degradation", 0.5))
            .resolve()
            .options();
    assertTrue(options.strictSla());
    assertTrue(options.chunkedPrefill());
    assertEquals(new Speculation(2, 1.5), options.choices().speculation());
    assertEquals("fa3", options.choices().attentionBackend());
    assertFalse(options.choices().encoderDataParallel());
    assertEquals(OptionalDouble.of(0.8), options.memory().kvFraction());
    assertEquals(OptionalLong.of(9000), options.memory().maxSequenceTokens());
    assertEquals(9, options.limits().topN());
    assertEquals(11, options.limits().maxBatch());
    assertEquals(2, options.limits().maxPrefillBatch());
    assertEquals(33, options.limits().maxDecodeBatch());
    assertEquals(new Disaggregation(1.2, 1.08, 0.9, 0.5, 1.8), options.disaggregation());
    assertFalse(STUDY.resolve().options().strictSla());
    assertFalse(STUDY.resolve().options().chunkedPrefill());
  }

  @Test
  void formatsOfARoleComeBeforeThoseOfTheStudy() {
    SearchOptions options =
        STUDY.with("profiles", List.of("fp8")).with("decode.gemm", "nvfp4").resolve().options();
    QuantChoices all =
        new QuantChoices(
            Optional.of(GemmQuant.FP8),
            Optional.of(MoeQuant.FP8),
            Optional.of(KvQuant.FP8),
            Optional.of(FmhaQuant.FP8),
            Optional.of(CommQuant.HALF));
    assertEquals(all, options.choices(WorkerRole.PREFILL).quant());
    assertEquals(all.withGemm(GemmQuant.NVFP4), options.choices(WorkerRole.DECODE).quant());
  }

  @Test
  void layoutsAreLeftToTheSearchUnlessSomebodyChoosesSome() {
    SearchOptions options = STUDY.with("decode.tp", List.of(4)).with("gpus", 4).resolve().options();
    assertEquals(LayoutSizes.NONE, options.role(WorkerRole.MIXED).sizes());
    assertEquals(LayoutSizes.NONE, options.role(WorkerRole.PREFILL).sizes());
    assertEquals(
        Map.of(LayoutSizes.Axis.TP, List.of(4)), options.role(WorkerRole.DECODE).sizes().chosen());
  }

  @Test
  void sizesOfReplicasAreLeftToTheSearchUnlessSomebodyChoosesSome() {
    assertEquals(PoolLimits.DEFAULT, STUDY.resolve().options().limits().pools());
    assertEquals(
        new PoolLimits(PoolLimits.usualSizes(32), 16, 32, 5),
        STUDY
            .with("replica.max_gpus", 16)
            .with("replica.max_decode_workers", 5)
            .resolve()
            .options()
            .limits()
            .pools());
    assertEquals(
        new PoolLimits(List.of(2, 4), 32, 32, 32),
        STUDY.with("replica.gpus", List.of(2, 4, 64)).resolve().options().limits().pools());
  }

  @Test
  void separatePoolsNeedTwoGpus() {
    assertEquals(List.of(ServingMode.AGGREGATED), STUDY.with("gpus", 1).resolve().modes());
    assertEquals(
        List.of(ServingMode.AGGREGATED, ServingMode.DISAGGREGATED),
        STUDY.with("gpus", 2).resolve().modes());
    assertEquals(
        List.of(ServingMode.DISAGGREGATED),
        STUDY.with("gpus", 2).with("serving_mode", "disagg").resolve().modes());
    assertEquals(
        List.of(ServingMode.AGGREGATED), STUDY.with("serving_mode", "agg").resolve().modes());
  }

  @Test
  void imagesLengthenThePromptOfModelsThatSee() {
    Map<String, Object> image = Map.of("image_height", 640, "image_width", 320, "images", 2);
    StudyConfig seeing = STUDY.with("model", "Qwen/Qwen3-VL-8B-Instruct").with(image);
    RequestShape shape = seeing.resolve().goal().request();
    assertEquals(new Images(2, 640, 320), shape.images());
    // Squares of 32 pixels: 20 x 10 tokens for each image.
    assertEquals(4000 + 2 * 200, shape.isl());
    assertEquals(new RequestShape(4000, 1000, 0), STUDY.with(image).resolve().goal().request());
    assertEquals(Images.NONE, seeing.with("image_width", 0).resolve().goal().request().images());
    assertEquals(Images.NONE, seeing.with("image_height", 0).resolve().goal().request().images());
  }

  @Test
  void theSearchAsksTheMeasurementsOfBothSystems() {
    Databases databases = new Databases(DataHome.locate(Optional.empty()));
    Models models = new Models();
    SearchRequest same =
        STUDY.with("database_mode", "HYBRID").resolve().toSearch(databases, models);
    assertSame(same.database(), same.decodeDatabase());
    assertEquals("h200_sxm", same.database().system().name());
    assertEquals(DataMode.HYBRID, same.database().mode());
    assertEquals(RuleSet.SERVELAB, same.database().rules());
    assertEquals(
        RuleSet.REFERENCE,
        STUDY.with("rules", "reference").resolve().toSearch(databases, models).database().rules());
    assertEquals(32, same.totalGpus());
    assertEquals("Qwen/Qwen3-32B-FP8", same.model().id());

    SearchRequest mixed =
        STUDY.with("decode_system", "b200_sxm").resolve().toSearch(databases, models);
    assertEquals("b200_sxm", mixed.decodeDatabase().system().name());
    assertThrows(
        UnknownNameException.class,
        () -> STUDY.with("system", "h200_smx").resolve().toSearch(databases, models));
  }

  @Test
  void onlyTheKindsThatWereAskedForAreSearched() {
    Databases databases = new Databases(DataHome.locate(Optional.empty()));
    SearchResult result =
        STUDY.with("serving_mode", "disagg").resolve().search(databases, new Models());
    assertEquals(
        List.of(ServingMode.DISAGGREGATED),
        result.branches().stream().map(SearchBranch::mode).toList());
  }
}
