package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {

  @Test
  void everyBundledModelIsReadable() {
    assertEquals(89, ModelCatalog.names().size());
    assertAll(
        ModelCatalog.names().stream()
            .map(
                name ->
                    () -> {
                      ModelConfig model = ModelCatalog.find(name);
                      assertEquals(name, model.id());
                      assertTrue(ParameterCount.of(model).total() > 500_000_000L, name);
                    }));
  }

  @Test
  void lastPartOfAnIdIsEnoughWhereItIsUnambiguous() {
    assertEquals("Qwen/Qwen3-32B", ModelCatalog.find("Qwen3-32B").id());
    assertTrue(ModelCatalog.contains("Mixtral-8x7B-v0.1"));
    assertFalse(ModelCatalog.contains("Mixtral"));
  }

  @Test
  void mistypedIdOffersTheThreeNearest() {
    UnknownNameException e =
        assertThrows(UnknownNameException.class, () -> ModelCatalog.find("Qwen/Qwen3-32"));
    assertTrue(e.getMessage().contains("Qwen/Qwen3-32B"), e.getMessage());
    assertEquals(2, e.getMessage().chars().filter(c -> c == ',').count());
  }
}
