package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of architectures that are not modelled. */
class GenericPathTest {

  private static final String SHAPE =
      """
      "num_hidden_layers": 24, "num_attention_heads": 16, "num_key_value_heads": 4,
      "hidden_size": 2048, "intermediate_size": 8192, "vocab_size": 50000,
      "max_position_embeddings": 4096
      """;

  @TempDir private Path folder;

  private String config(String moreFields) throws IOException {
    String json = "{\"architectures\": [\"NewForCausalLM\"], " + moreFields + SHAPE + "}";
    return Files.writeString(folder.resolve("config.json"), json).toString();
  }

  private static String refusal(String path) {
    return assertThrows(UnknownNameException.class, () -> new Models().find(path)).getMessage();
  }

  @Test
  void aPlainTransformerIsReadAsAnotherThatIsNamed() throws IOException {
    String path = config("");
    ModelConfig gated = new Models().find(path + "#LlamaForCausalLM");
    assertEquals(Family.LLAMA, gated.family());
    assertEquals(24, gated.shape().layers());
    assertEquals(Family.GPT, new Models().find(path + "#GPT").family());
  }

  @Test
  void theRefusalNamesWhatIsCloseAndTheWayRoundIt() throws IOException {
    String message = refusal(config(""));
    assertTrue(message.contains("NewForCausalLM"), message);
    assertTrue(message.contains("Did you mean"), message);
    assertTrue(message.contains("config.json#LlamaForCausalLM"), message);
  }

  @Test
  void plainExpertsAreSentToAnotherFamily() throws IOException {
    assertTrue(refusal(config("\"num_local_experts\": 8, ")).contains("#MixtralForCausalLM"));
  }

  @Test
  void whatIsNotPlainHasNoWayRound() throws IOException {
    String message = refusal(config("\"kv_lora_rank\": 512, "));
    assertTrue(message.contains("kv_lora_rank") && !message.contains("#"), message);
  }

  @Test
  void anUnknownArchitectureAfterThePathIsRefused() throws IOException {
    assertTrue(refusal(config("") + "#Llama").contains("LlamaForCausalLM"));
  }
}
