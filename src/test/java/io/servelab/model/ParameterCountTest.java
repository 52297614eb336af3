package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterCountTest {

  /** Published sizes are rounded, and norms and biases are left out. */
  private static final double TOLERANCE = 0.01;

  /** Published sizes in billions: model cards on Hugging Face, technical reports where they say. */
  @ParameterizedTest
  @CsvSource({
    "meta-llama/Meta-Llama-3.1-8B, 8.03", // parameters of the checkpoint
    "meta-llama/Meta-Llama-3.1-70B, 70.55",
    "meta-llama/Meta-Llama-3.1-405B, 405.9",
    "Qwen/Qwen3-8B, 8.2", // model card
    "Qwen/Qwen3-32B, 32.8",
    "Qwen/Qwen3-30B-A3B, 30.5",
    "Qwen/Qwen3-235B-A22B, 235",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct, 480",
    "Qwen/Qwen3-VL-8B-Instruct, 8.77", // parameters of the checkpoint, encoder included
    "Qwen/Qwen3-VL-30B-A3B-Instruct, 31.1",
    "mistralai/Mixtral-8x7B-v0.1, 46.7", // Mixtral announcement
    "mistralai/Mixtral-8x22B-v0.1, 141",
    "deepseek-ai/DeepSeek-V3, 671", // technical report, without the draft module
    "moonshotai/Kimi-K2-Instruct, 1026", // parameters of the checkpoint
    "openai/gpt-oss-120b, 116.83", // model card, table 1
    "openai/gpt-oss-20b, 20.91",
    "meta-llama/Llama-4-Maverick-17B-128E-Instruct, 400",
    "nvidia/Llama-3_3-Nemotron-Super-49B-v1, 49.9", // parameters of the checkpoint
    "nvidia/Nemotron-H-56B-Base-8K, 56",
    "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16, 31.6", // model card
    "XiaomiMiMo/MiMo-V2-Flash, 309", // model card
    "zai-org/GLM-5, 744", // model card
    "MiniMaxAI/MiniMax-M2.5, 229", // parameters of the checkpoint
    "stepfun-ai/Step-3.7-Flash, 196", // Step-3.5-Flash, of the same shapes
  })
  void countIsWithinOnePercentOfThePublishedSize(String id, double published) {
    double counted = ParameterCount.of(ModelCatalog.find(id)).total() / 1e9;
    assertEquals(published, counted, published * TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-32B, Qwen/Qwen3-32B-FP8",
    "deepseek-ai/DeepSeek-V3, nvidia/DeepSeek-V3.1-NVFP4",
    "zai-org/GLM-5, nvidia/GLM-5.1-NVFP4",
  })
  void quantisationDoesNotChangeTheCount(String published, String quantised) {
    assertEquals(
        ParameterCount.of(ModelCatalog.find(published)),
        ParameterCount.of(ModelCatalog.find(quantised)));
  }
}
