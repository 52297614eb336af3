package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void namesOfConfigurationsLeadToFamilies() {
    assertEquals(Family.LLAMA, Architecture.of("Qwen3ForCausalLM").family());
    assertEquals(Family.DEEPSEEKV32, Architecture.of("GlmMoeDsaForCausalLM").family());
    assertEquals(Family.HYBRIDMOE, Architecture.of("Llama4ForConditionalGeneration").family());
  }

  @Test
  void unmappedArchitectureOffersTheClosestOnes() {
    UnknownNameException e =
        assertThrows(UnknownNameException.class, () -> Architecture.of("Qwen4ForCausalLM"));
    assertTrue(e.getMessage().contains("Qwen3ForCausalLM"), e.getMessage());
    assertTrue(e.getMessage().contains("Qwen2ForCausalLM"), e.getMessage());
  }
}
