package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceConfigTest {

  @TempDir Path directory;

  @Test
  void fileAndDirectoryGiveTheSameModel() throws IOException {
    Path file = write(TestModels.dense("\"max_position_embeddings\": 4096"));
    ModelConfig model = HuggingFaceConfig.read(directory);
    assertEquals(new TransformerShape(4, 512, 2048, 1000, 4096, 0, false), model.shape());
    assertEquals(new AttentionShape(8, 2, 64, false), model.attention());
    assertEquals(model.shape(), HuggingFaceConfig.read(file).shape());
    assertFalse(model.isMoe());
  }

  @Test
  void infinityAndNanCountAsAbsent() throws IOException {
    write(TestModels.dense("\"head_dim\": NaN, \"max_position_embeddings\": Infinity"));
    ModelConfig model = HuggingFaceConfig.read(directory);
    assertEquals(64, model.attention().headDim());
    assertEquals(0, model.shape().contextLength());
  }

  @Test
  void wrapperIsReadThroughItsTextConfigAndNestedQuantisationIsPromoted() throws IOException {
    write(
        """
        {"architectures": ["KimiK25ForConditionalGeneration"],
         "text_config": {"num_hidden_layers": 2, "hidden_size": 128, "num_attention_heads": 4,
           "vocab_size": 10, "n_routed_experts": 8, "num_experts_per_tok": 2,
           "first_k_dense_replace": 1, "moe_intermediate_size": 64,
           "quantization_config": {"quant_method": "fp8", "weight_block_size": [64, 64]}}}
        """);
    ModelConfig model = HuggingFaceConfig.read(directory);
    assertEquals(new Experts(2, 8, 64, 0, 1), model.experts());
    assertEquals("fp8_block", model.checkpoint().algorithm());
    assertEquals(64, model.checkpoint().weightBlockSizeOrUsual());
    assertEquals(576, model.details(MlaDetails.class).cachedElements());
  }

  @Test
  void separateQuantisationFileWins() throws IOException {
    write(TestModels.dense("\"quantization_config\": {\"quant_algo\": \"NVFP4\"}"));
    Files.writeString(
        directory.resolve("hf_quant_config.json"),
        "{\"quantization\": {\"quant_algo\": \"FP8\", \"kv_cache_quant_algo\": \"FP8\"}}");
    assertEquals("fp8", HuggingFaceConfig.read(directory).checkpoint().algorithm());
  }

  @Test
  void explicitZeroExpertsPerTokenIsKept() throws IOException {
    write(TestModels.dense("\"num_experts_per_tok\": 0, \"top_k_experts\": 8"));
    assertEquals(0, HuggingFaceConfig.read(directory).experts().topk());
  }

  @Test
  void missingShapeIsNamed() throws IOException {
    write("{\"architectures\": [\"LlamaForCausalLM\"], \"hidden_size\": 8}");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> HuggingFaceConfig.read(directory));
    assertTrue(e.getMessage().contains("num_hidden_layers"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "google/gemma-4-26B-A4B | layer_types | ['full_attention']",
        "XiaomiMiMo/MiMo-V2-Flash | hybrid_layer_pattern | [0, 1]",
        "deepseek-ai/DeepSeek-V4-Flash | compress_ratios | []",
        "stepfun-ai/Step-3.7-Flash | moe_layers_enum | \"3,x\"",
        "moonshotai/Kimi-K3 | kda_layers | [1, 94]",
        "Qwen/Qwen3-8B | num_attention_heads | 0",
        "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8 | ssm_state_size | -1",
        "nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16 | layers_block_type | ['snake']",
      })
  void unusableFieldIsNamed(String id, String field, String value) throws IOException {
    write(TestModels.bundledWith(id, field, value.replace('\'', '"')));
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> HuggingFaceConfig.read(directory));
    assertTrue(e.getMessage().contains(field), e.getMessage());
  }

  @Test
  void brokenJsonIsReportedWithItsLine() throws IOException {
    write("{\"architectures\":\n oops}");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> HuggingFaceConfig.read(directory));
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
  }

  @Test
  void absentFileIsRefused() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> HuggingFaceConfig.read(directory));
    assertTrue(e.getMessage().contains("config.json"), e.getMessage());
  }

  @Test
  void unmappedArchitectureCanBeReadAsOneThatIsMapped() throws IOException {
    write(TestModels.dense("\"x\": 1").replace("LlamaForCausalLM", "BrandNewForCausalLM"));
    assertThrows(UnknownNameException.class, () -> HuggingFaceConfig.read(directory));
    assertEquals(Family.LLAMA, HuggingFaceConfig.readAs(directory, Architecture.LLAMA).family());
  }

  private Path write(String json) throws IOException {
    return Files.writeString(directory.resolve("config.json"), json);
  }
}
