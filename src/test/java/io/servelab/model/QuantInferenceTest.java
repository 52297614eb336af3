package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class QuantInferenceTest {

  private static final String DENSE = "Qwen/Qwen3-8B";
  private static final String MOE = "Qwen/Qwen3-30B-A3B";

  @ParameterizedTest
  @CsvFileSource(
      resources = "/reference/quant-modes.csv",
      useHeadersInDisplayName = true,
      emptyValue = "")
  void reproducesTheFormatsThatTheReferenceReports(
      String model,
      String system,
      String engine,
      String gemmAsked,
      String moeAsked,
      String kvAsked,
      String fmhaAsked,
      String gemm,
      String moe,
      String kv,
      String fmha,
      String comm) {
    InferredQuant inferred =
        QuantInference.infer(
            ModelCatalog.find(model),
            QuantContext.deployment(TestGpus.named(system), ServingEngine.of(engine)),
            choices(gemmAsked, moeAsked, kvAsked, fmhaAsked));
    QuantModes modes = inferred.modes();
    assertEquals(gemm, modes.gemm().id());
    assertEquals(moe, modes.moe().id());
    assertEquals(kv, modes.kv().id());
    assertEquals(comm, modes.comm().id());
    if (!givesWayToTables(model, inferred, fmha)) {
      assertEquals(fmha, modes.fmha().id());
    }
  }

  /** Tables of latent attention hold no FP8 product there, which is not for this class to know. */
  private static boolean givesWayToTables(String model, InferredQuant inferred, String fmha) {
    Family family = ModelCatalog.find(model).family();
    return (family == Family.DEEPSEEK || family == Family.KIMIK25)
        && !inferred.fmhaExplicit()
        && inferred.modes().fmha() == FmhaQuant.FP8
        && fmha.equals("bfloat16");
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/reference/checkpoint-formats.tsv",
      delimiter = '\t',
      useHeadersInDisplayName = true)
  void readsWhatMadeUpCheckpointsState(
      String embedded, String separate, String gemm, String moe, String kv, String fmha) {
    QuantModes modes =
        infer(TestModels.quantised(MOE, embedded, separate), ServingEngine.TRTLLM).modes();
    assertEquals(gemm, modes.gemm().id());
    assertEquals(moe, modes.moe().id());
    assertEquals(kv, modes.kv().id());
    assertEquals(fmha, modes.fmha().id());
  }

  @ParameterizedTest
  @CsvSource({"awq", "compressed_tensors", "mixed", "fp8_pb_wo"})
  void unknownMethodIsRefused(String method) {
    ModelConfig model = TestModels.quantised(DENSE, "{\"quant_method\": \"" + method + "\"}");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> infer(model, ServingEngine.VLLM));
    assertTrue(e.getMessage().contains(method), e.getMessage());
  }

  @Test
  void unknownCacheFormatIsRefused() {
    assertThrows(
        InvalidValueException.class,
        () ->
            TestModels.quantised(
                DENSE, "{\"quant_method\": \"fp8\", \"kv_cache_dtype\": \"auto\"}"));
  }

  @Test
  void eightBitIntegersSuitDenseModelsOnly() {
    String int8 =
        "{\"quant_method\": \"compressed-tensors\","
            + " \"config_groups\": {\"g\": {\"weights\": {\"num_bits\": 8, \"type\": \"int\"}}}}";
    assertEquals(
        GemmQuant.INT8_WO,
        infer(TestModels.quantised(DENSE, int8), ServingEngine.VLLM).modes().gemm());
    assertThrows(
        InvalidValueException.class,
        () -> infer(TestModels.quantised(MOE, int8), ServingEngine.VLLM));
  }

  @Test
  void searchAndDeploymentDifferInTwoRules() {
    ModelConfig gptOss = ModelCatalog.find("openai/gpt-oss-20b");
    assertEquals(MoeQuant.W4A8_MXFP4_MXFP8, search(gptOss, ServingEngine.TRTLLM).modes().moe());
    assertEquals(MoeQuant.W4A16_MXFP4, infer(gptOss, ServingEngine.TRTLLM).modes().moe());
    ModelConfig fp8 = ModelCatalog.find("Qwen/Qwen3-32B-FP8");
    assertEquals(FmhaQuant.FP8, search(fp8, ServingEngine.VLLM).modes().fmha());
    assertEquals(FmhaQuant.BFLOAT16, infer(fp8, ServingEngine.VLLM).modes().fmha());
    assertEquals(FmhaQuant.FP8, infer(fp8, ServingEngine.VLLM).checkpointFmha());
  }

  @Test
  void fusedExpertKernelKeepsTheCheckpointFormat() {
    ModelConfig v4 = ModelCatalog.find("deepseek-ai/DeepSeek-V4-Flash");
    QuantContext fused =
        new QuantContext(
            TestGpus.B200, ServingEngine.SGLANG, QuantContext.Purpose.DEPLOYMENT, true);
    assertEquals(
        MoeQuant.W4A8_MXFP4_MXFP8,
        QuantInference.infer(v4, fused, QuantChoices.NONE).modes().moe());
  }

  @Test
  void everyFormatHasAReason() {
    InferredQuant inferred =
        QuantInference.infer(
            ModelCatalog.find("nvidia/Qwen3-235B-A22B-NVFP4"),
            QuantContext.deployment(TestGpus.H200, ServingEngine.VLLM),
            QuantChoices.NONE.withKv(KvQuant.FP8));
    assertTrue(inferred.reasons().get("gemm").contains("nvfp4"));
    assertTrue(inferred.reasons().get("gemm").contains("h200_sxm"));
    assertTrue(inferred.reasons().get("fmha").contains("vllm"));
    assertEquals("chosen", inferred.reasons().get("kv"));
    assertTrue(inferred.reasons().get("comm").contains("default"));
  }

  @Test
  void measuredFormatReplacesAnInferredOneWithItsReason() {
    InferredQuant inferred =
        infer(ModelCatalog.find("deepseek-ai/DeepSeek-V3"), ServingEngine.TRTLLM);
    assertFalse(inferred.fmhaExplicit());
    InferredQuant replaced = inferred.withFmha(FmhaQuant.BFLOAT16, "no FP8 rows");
    assertEquals(FmhaQuant.BFLOAT16, replaced.modes().fmha());
    assertTrue(replaced.reasons().get("fmha").endsWith("no FP8 rows"));
  }

  private static InferredQuant infer(ModelConfig model, ServingEngine engine) {
    return QuantInference.infer(
        model, QuantContext.deployment(TestGpus.B200, engine), QuantChoices.NONE);
  }

  private static InferredQuant search(ModelConfig model, ServingEngine engine) {
    return QuantInference.infer(
        model, QuantContext.search(TestGpus.B200, engine), QuantChoices.NONE);
  }

  private static QuantChoices choices(String gemm, String moe, String kv, String fmha) {
    QuantChoices choices = QuantChoices.NONE;
    if (gemm != null) {
      choices = choices.withGemm(GemmQuant.of(gemm));
    }
    if (moe != null) {
      choices = choices.withMoe(MoeQuant.of(moe));
    }
    if (kv != null) {
      choices = choices.withKv(KvQuant.of(kv));
    }
    return fmha == null ? choices : choices.withFmha(FmhaQuant.of(fmha));
  }
}
