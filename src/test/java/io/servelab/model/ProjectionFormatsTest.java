package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.hardware.ServingEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected groups are those whose operations changed size or time in the reference when a made-up
 * NVFP4 checkpoint excluded the pattern.
 */
class ProjectionFormatsTest {

  private static final GemmQuant BF16 = GemmQuant.BFLOAT16;

  @ParameterizedTest
  @CsvSource({
    "self_attn.q_a_proj, ATTENTION_Q",
    "self_attn.kv_b_proj, ATTENTION_KV",
    "self_attn.fused_qkv_a_proj, ATTENTION_KV",
    "o_proj, ATTENTION_O",
    "self_attn.indexers_proj, INDEXER",
    "mlp.shared_experts.up_proj, SHARED_EXPERT",
  })
  void latentAttentionIsExcludedByProjection(String pattern, Projection group) {
    assertEquals(Map.of(group, BF16), inferred("deepseek-ai/DeepSeek-V3.2", pattern));
  }

  @ParameterizedTest
  @CsvSource({"model.layers.0.self_attn*", "re:.*SELF_ATTN.*", "self_attn.kv_a_layernorm"})
  void patternWithoutProjectionExcludesTheWholeLatentAttention(String pattern) {
    assertEquals(
        Map.of(
            Projection.ATTENTION_Q, BF16,
            Projection.ATTENTION_KV, BF16,
            Projection.ATTENTION_O, BF16,
            Projection.INDEXER, BF16),
        inferred("zai-org/GLM-5", pattern));
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek-ai/DeepSeek-V3, model.layers.0*",
    "deepseek-ai/DeepSeek-V3, mlp*",
    "deepseek-ai/DeepSeek-V3, *attn*",
    "Qwen/Qwen3.5-27B, o_proj",
    "google/gemma-4-26B-A4B, mlp*",
    "google/gemma-4-26B-A4B, a.linear_attn*",
    "Qwen/Qwen3-30B-A3B, a.self_attn*",
    "MiniMaxAI/MiniMax-M3, a.self_attn*",
  })
  void otherPatternsChangeNothing(String model, String pattern) {
    assertEquals(Map.of(), inferred(model, pattern));
  }

  @Test
  void linearAndFullAttentionShareTheirFormat() {
    Map<Projection, GemmQuant> groups = inferred("Qwen/Qwen3.5-27B", "a.linear_attn.in_proj_z");
    assertEquals(
        Map.of(
            Projection.ATTENTION_Q, BF16,
            Projection.ATTENTION_KV, BF16,
            Projection.ATTENTION_O, BF16,
            Projection.LINEAR_ATTENTION, BF16),
        groups);
  }

  @Test
  void lastNamedLayerOfAGroupDecidesAndBeatsExclusion() {
    ModelConfig model =
        TestModels.quantised(
            "Qwen/Qwen3.5-27B",
            """
            {"quant_algo": "MIXED_PRECISION", "ignore": ["a.self_attn*"], "quantized_layers": {
               "a.mlp.up_proj": {"quant_algo": "FP8"},
               "a.mlp.down_proj": {"quant_algo": "NVFP4"},
               "a.self_attn.q_proj": {"quant_algo": "MXFP8"}}}
            """);
    InferredQuant inferred = infer(model, QuantChoices.NONE);
    assertEquals(GemmQuant.FP8_BLOCK, inferred.modes().gemm());
    assertEquals(GemmQuant.NVFP4, inferred.gemm(Projection.FEED_FORWARD));
    assertEquals(GemmQuant.FP8_BLOCK, inferred.gemm(Projection.ATTENTION_O));
  }

  @Test
  void qwen36KeepsItsFeedForwardLayersInFourBits() {
    InferredQuant inferred =
        infer(ModelCatalog.find("nvidia/Qwen3.6-27B-NVFP4"), QuantChoices.NONE);
    assertEquals(GemmQuant.FP8_STATIC, inferred.gemm(Projection.LINEAR_ATTENTION));
    assertEquals(GemmQuant.W4A16_NVFP4, inferred.gemm(Projection.FEED_FORWARD));
  }

  @Test
  void gemmaExcludesItsExpertsWithTheFeedForwardLayers() {
    ModelConfig model = ModelCatalog.find("nvidia/Gemma-4-26B-A4B-NVFP4");
    InferredQuant inferred = infer(model, QuantChoices.NONE);
    assertEquals(MoeQuant.NVFP4, inferred.modes().moe());
    assertEquals(MoeQuant.BFLOAT16, inferred.experts());
    assertEquals(
        MoeQuant.NVFP4, infer(model, QuantChoices.NONE.withGemm(GemmQuant.NVFP4)).experts());
  }

  @Test
  void chosenFormatOverridesAllExclusionsButThoseOfLatentAttention() {
    QuantChoices fp8 = QuantChoices.NONE.withGemm(GemmQuant.FP8_BLOCK);
    InferredQuant kimi = infer(ModelCatalog.find("nvidia/Kimi-K2.6-NVFP4"), fp8);
    assertEquals(BF16, kimi.gemm(Projection.ATTENTION_Q));
    assertEquals(GemmQuant.FP8_BLOCK, kimi.gemm(Projection.SHARED_EXPERT));
    InferredQuant qwen = infer(ModelCatalog.find("nvidia/Qwen3.5-122B-A10B-NVFP4"), fp8);
    assertEquals(Map.of(), qwen.projections());
  }

  private static Map<Projection, GemmQuant> inferred(String model, String pattern) {
    return infer(TestModels.nvfp4Without(model, pattern), QuantChoices.NONE).projections();
  }

  private static InferredQuant infer(ModelConfig model, QuantChoices choices) {
    return QuantInference.infer(
        model, QuantContext.deployment(TestGpus.B200, ServingEngine.TRTLLM), choices);
  }
}
