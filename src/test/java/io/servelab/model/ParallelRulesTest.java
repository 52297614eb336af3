package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which layouts are refused, and with which class of error, was asked of the reference. */
class ParallelRulesTest {

  private static final ModelConfig DENSE = ModelCatalog.find("Qwen/Qwen3-32B");
  private static final ModelConfig MOE = ModelCatalog.find("Qwen/Qwen3-30B-A3B");

  @ParameterizedTest
  @CsvSource({"2, 1, , 2, 1, 2", "4, 1, , 2, 2, 2", "4, 1, 2, , 2, 2", "2, 4, 2, 4, 2, 4"})
  void missingExpertWidthIsInferred(
      int tp, int dp, Integer moeTp, Integer moeEp, int expectedTp, int expectedEp) {
    assertEquals(
        new Parallelism(tp, 1, dp, expectedTp, expectedEp, 1),
        ParallelRules.complete(MOE, asked(tp, dp, moeTp, moeEp)));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, , ", "4, 1, 3, ", "4, 1, 2, 4", "4, 2, 4, 1"})
  void widthsThatDoNotMultiplyAreRefused(int tp, int dp, Integer moeTp, Integer moeEp) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () -> ParallelRules.complete(MOE, asked(tp, dp, moeTp, moeEp)));
    assertEquals("ValueError", e.code());
  }

  @Test
  void denseModelNeedsNoExpertWidths() {
    assertEquals(
        new Parallelism(2, 1, 4, 1, 1, 1), ParallelRules.complete(DENSE, asked(2, 4, null, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-32B, 3, 1, 1, bfloat16, AssertionError",
    "meta-llama/Llama-4-Scout-17B-16E-Instruct, 16, 16, 1, bfloat16, AssertionError",
    "meta-llama/Llama-4-Scout-17B-16E-Instruct, 1, 1, 32, bfloat16, AssertionError",
    "nvidia/Gemma-4-31B-IT-NVFP4, 2, 1, 2, nvfp4, AssertionError",
    "Qwen/Qwen3.5-27B, 3, 1, 1, bfloat16, ValueError",
    "Qwen/Qwen3-30B-A3B, 4, 4, 1, fp8_block, ValueError",
    "Qwen/Qwen3-VL-30B-A3B-Instruct, 4, 4, 1, fp8_block, ValueError",
    "MiniMaxAI/MiniMax-M2.5, 8, 8, 1, fp8_block, ValueError",
    "XiaomiMiMo/MiMo-V2-Flash, 32, 32, 1, fp8_block, ValueError",
    "stepfun-ai/Step-3.7-Flash-FP8, 4, 4, 1, fp8_block, ValueError",
  })
  void unshardableLayoutsAreRefused(
      String id, int tp, int moeTp, int moeEp, String experts, String code) {
    Parallelism layout = new Parallelism(tp, 1, 1, moeTp, moeEp, 1);
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () -> ParallelRules.checkSharding(ModelCatalog.find(id), layout, MoeQuant.of(experts)));
    assertEquals(code, e.code());
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-30B-A3B, 4, fp8",
    "Qwen/Qwen3-30B-A3B, 2, fp8_block",
    "Qwen/Qwen3.5-35B-A3B, 8, fp8_block",
    "zai-org/GLM-5-FP8, 32, fp8_block",
    "google/gemma-4-26B-A4B, 16, fp8_block",
    "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16, 32, fp8_block",
  })
  void otherFormatsAndFamiliesCutExpertsAnywhere(String id, int tp, String experts) {
    Parallelism layout = new Parallelism(tp, 1, 1, tp, 1, 1);
    assertDoesNotThrow(
        () -> ParallelRules.checkSharding(ModelCatalog.find(id), layout, MoeQuant.of(experts)));
  }

  @Test
  void blockSizeOfTheCheckpointCounts() {
    ModelConfig blocksOf64 =
        TestModels.quantised(
            "Qwen/Qwen3-30B-A3B", "{\"quant_method\": \"fp8\", \"weight_block_size\": [64, 64]}");
    Parallelism layout = new Parallelism(4, 1, 1, 4, 1, 1);
    assertDoesNotThrow(() -> ParallelRules.checkSharding(blocksOf64, layout, MoeQuant.FP8_BLOCK));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-32B, vllm, 1, 1",
    "Qwen/Qwen3-32B, sglang, 2, 1",
    "Qwen/Qwen3-32B, sglang, 1, 2",
    "Qwen/Qwen3.5-27B, sglang, 1, 1",
  })
  void contextParallelismIsForSomeFamiliesOnSglangAlone(String id, String engine, int tp, int dp) {
    Parallelism layout = new Parallelism(tp, 1, dp, 1, 1, 2);
    assertThrows(
        InvalidValueException.class,
        () ->
            ParallelRules.checkContextParallelism(
                ModelCatalog.find(id), layout, ServingEngine.of(engine)));
    assertDoesNotThrow(
        () ->
            ParallelRules.checkContextParallelism(
                DENSE, new Parallelism(1, 1, 1, 1, 1, 2), ServingEngine.SGLANG));
  }

  @Test
  void draftTokensNeedAFamilyThatTakesThem() {
    ModelConfig nas = ModelCatalog.find("nvidia/Llama-3_3-Nemotron-Super-49B-v1");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> ParallelRules.checkDraftTokens(nas, 1));
    assertEquals("AssertionError", e.code());
    assertDoesNotThrow(() -> ParallelRules.checkDraftTokens(nas, 0));
    assertDoesNotThrow(() -> ParallelRules.checkDraftTokens(DENSE, 3));
  }

  @Test
  void unevenStagesOnlyWarn() {
    assertTrue(ParallelRules.unevenStages(DENSE, Parallelism.dense(1, 4)).isEmpty());
    assertTrue(ParallelRules.unevenStages(DENSE, Parallelism.dense(1, 3)).isPresent());
  }

  private static RequestedLayout asked(int tp, int dp, Integer moeTp, Integer moeEp) {
    return new RequestedLayout(tp, 1, dp, optional(moeTp), optional(moeEp), 1);
  }

  private static OptionalInt optional(Integer width) {
    return width == null ? OptionalInt.empty() : OptionalInt.of(width);
  }
}
