package io.servelab.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Models whose checkpoint a test makes up. */
final class TestModels {

  private TestModels() {}

  /** A bundled model with another {@code quantization_config}. */
  static ModelConfig quantised(String id, String embedded) {
    return quantised(id, embedded, null);
  }

  /**
   * A bundled model with another {@code quantization_config} and {@code hf_quant_config.json},
   * either of which may be null.
   */
  static ModelConfig quantised(String id, @Nullable String embedded, @Nullable String separate) {
    ModelConfig model = ModelCatalog.find(id);
    return new ModelConfig(
        id,
        model.architecture(),
        model.shape(),
        model.attention(),
        model.experts(),
        model.details(),
        checkpoint(embedded, separate));
  }

  /** A bundled NVFP4 model from which one pattern is excluded. */
  static ModelConfig nvfp4Without(String id, String excluded) {
    return quantised(id, "{\"quant_algo\": \"NVFP4\", \"ignore\": [\"%s\"]}".formatted(excluded));
  }

  private static CheckpointFormat checkpoint(@Nullable String embedded, @Nullable String separate) {
    try {
      Path directory = Files.createTempDirectory("servelab-model");
      Path config = directory.resolve("config.json");
      Path quantisation = directory.resolve("hf_quant_config.json");
      Files.writeString(config, dense("\"quantization_config\": " + embedded));
      if (separate != null) {
        Files.writeString(quantisation, "{\"quantization\": " + separate + "}");
      }
      try {
        return HuggingFaceConfig.read(directory).checkpoint();
      } finally {
        Files.deleteIfExists(quantisation);
        Files.delete(config);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of a bundled model with one field changed or added, wherever it is. */
  static String bundledWith(String id, String field, String value) {
    String file = "configs/" + id.replace("/", "--") + ".json";
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream input = ModelConfig.class.getResourceAsStream(file)) {
      JsonNode root = mapper.readTree(input);
      JsonNode parent = root.findParent(field);
      ((ObjectNode) (parent == null ? root : parent)).set(field, mapper.readTree(value));
      return mapper.writeValueAsString(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of a small dense model with one more field. */
  static String dense(String field) {
    return """
    {"architectures": ["LlamaForCausalLM"], "num_hidden_layers": 4, "hidden_size": 512,
     "num_attention_heads": 8, "num_key_value_heads": 2, "intermediate_size": 2048,
     "vocab_size": 1000, %s}
    """
        .formatted(field);
  }
}
