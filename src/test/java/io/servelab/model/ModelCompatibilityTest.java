package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCompatibilityTest {

  @ParameterizedTest
  @CsvSource({"deepseek-ai/DeepSeek-V4-Flash", "nvidia/DeepSeek-V4-Flash-NVFP4"})
  void nativeFp4ExpertsAreRefusedOnHopperWithAnAlternative(String id) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () -> ModelCompatibility.check(ModelCatalog.find(id), TestGpus.H200));
    assertTrue(e.getMessage().contains("sgl-project/DeepSeek-V4-Flash-FP8"), e.getMessage());
  }

  @Test
  void otherDevicesAndCheckpointsPass() {
    ModelConfig fp4 = ModelCatalog.find("deepseek-ai/DeepSeek-V4-Flash");
    ModelConfig fp8 = ModelCatalog.find("sgl-project/DeepSeek-V4-Flash-FP8");
    assertDoesNotThrow(() -> ModelCompatibility.check(fp4, TestGpus.B200));
    assertDoesNotThrow(() -> ModelCompatibility.check(fp4, TestGpus.L40S));
    assertDoesNotThrow(() -> ModelCompatibility.check(fp8, TestGpus.H200));
  }
}
