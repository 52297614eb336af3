package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.model.Models;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostModelTest {

  private static final Models MODELS = new Models();

  /** Layers as the checkpoints state them; attention as their papers describe it. */
  @ParameterizedTest
  @CsvSource({
    "deepseek-ai/DeepSeek-V3, 61, true",
    "moonshotai/Kimi-K2.5, 61, true",
    "zai-org/GLM-5, 78, true",
    "Qwen/Qwen3-32B, 64, false",
    "openai/gpt-oss-120b, 36, false"
  })
  void onlyPassesWithLatentAttentionTakeTheirTimeToLaunch(
      String model, int layers, boolean latent) {
    HostTimes times = new HostModel(4, 2, 0.5, 0.01).times(MODELS.find(model), 2048);
    assertEquals(new HostTimes(8, latent ? 2 * layers : 0, 0.5 * layers, 0.01 * layers), times);
  }
}
