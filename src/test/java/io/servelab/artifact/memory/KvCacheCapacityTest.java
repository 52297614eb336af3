package io.servelab.artifact.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.TestPlans;
import io.servelab.engine.KvShare;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelCatalog;
import io.servelab.model.QuantChoices;
import io.servelab.model.RequestedLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KvCacheCapacityTest {

  @Test
  void aShareOfAllMemoryPaysForEverythingElse() {
    KvCacheCapacity capacity = KvCacheCapacity.of(question(ServingEngine.VLLM, 0.9, 0));
    double other =
        capacity.breakdown().get("weights")
            + capacity.breakdown().get("activations")
            + capacity.breakdown().get("communicators")
            + capacity.breakdown().get("runtime");
    assertEquals(capacity.capacityBytes() * 0.9 - other, capacity.size().bytes(), 1);
    assertEquals(KvCacheCapacity.Source.NATIVE, capacity.source());
  }

  @Test
  void aShareOfFreeMemoryDoesNot() {
    KvCacheCapacity capacity = KvCacheCapacity.of(question(ServingEngine.TRTLLM, 0.9, 0));
    double other =
        capacity.breakdown().get("weights")
            + capacity.breakdown().get("activations")
            + capacity.breakdown().get("communicators")
            + capacity.breakdown().get("runtime");
    assertEquals((capacity.capacityBytes() - other) * 0.9, capacity.size().bytes(), 1);
  }

  @Test
  void tokensAreWhatTheBytesHold() {
    KvCacheCapacity capacity = KvCacheCapacity.of(question(ServingEngine.VLLM, 0.9, 0));
    // Qwen3-32B: 64 layers of 8 KV heads of 128, keys and values, FP8, over 2 GPUs.
    assertEquals(64 * 4 * 128 * 2, capacity.bytesPerToken());
    assertEquals(
        (long) Math.floor(capacity.size().bytes() / capacity.bytesPerToken()),
        capacity.size().tokens());
    assertEquals(capacity.size().tokens() / 16, capacity.blocks(16));
  }

  @Test
  void sequencesAreWhatTheBytesHoldOfTheirLength() {
    for (ServingEngine engine : ServingEngine.values()) {
      KvCacheCapacity capacity = KvCacheCapacity.of(question(engine, 0.9, 0));
      assertEquals(
          (long) Math.floor(capacity.size().bytes() / (5000 * capacity.bytesPerToken())),
          capacity.sequences(5000));
      assertEquals(1, capacity.sequences(capacity.size().tokens()));
      assertEquals(0, capacity.sequences(capacity.size().tokens() + 1));
    }
  }

  @Test
  void everySequenceBringsItsOwnWindow() {
    KvCacheQuestion dense = question(ServingEngine.VLLM, 0.9, 0);
    KvCacheQuestion windowed =
        new KvCacheQuestion(
            ModelCatalog.find("openai/gpt-oss-20b"),
            dense.engine(),
            dense.system(),
            new RequestedLayout(2, 1, 1, OptionalInt.of(2), OptionalInt.empty(), 1),
            dense.quant(),
            dense.pass(),
            dense.budget());
    KvCacheCapacity capacity = KvCacheCapacity.of(windowed);
    // Half of the layers stop growing after 128 tokens, so one long sequence is the cheapest.
    assertTrue(capacity.sequences(4096) * 4096 < capacity.size().tokens());
    assertTrue(capacity.sequences(4096) * 4096 > capacity.sequences(128) * 128);
  }

  @Test
  void aToleranceLeavesASharedUnused() {
    KvCacheCapacity capacity = KvCacheCapacity.of(question(ServingEngine.VLLM, 0.9, 0.1));
    KvCacheCapacity.Size adjusted = capacity.adjusted().orElseThrow();
    assertEquals(Math.floor(capacity.size().bytes() * 0.9), adjusted.bytes());
    assertTrue(adjusted.tokens() < capacity.size().tokens());
  }

  @Test
  void draftLayersTakeWeightsAndNoWorkingMemory() {
    KvCacheQuestion plain = question(ServingEngine.VLLM, 0.9, 0);
    KvCacheQuestion drafting =
        new KvCacheQuestion(
            plain.model(),
            plain.engine(),
            plain.system(),
            plain.layout(),
            plain.quant(),
            new KvCacheQuestion.Pass(8192, 256, 1),
            plain.budget());
    assertEquals(
        KvCacheCapacity.of(plain).breakdown().get("activations"),
        KvCacheCapacity.of(drafting).breakdown().get("activations"));
  }

  @Test
  void aShareOfTheWrongKindIsRefusedBeforeAnythingIsBuilt() {
    InvalidValueException refusal =
        assertThrows(
            InvalidValueException.class,
            () -> question(ServingEngine.TRTLLM, KvShare.Basis.OF_TOTAL, 0.9, 0));
    assertTrue(refusal.getMessage().contains("of_free"), refusal.getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThrows(InvalidValueException.class, () -> question(ServingEngine.VLLM, 1.1, 0));
    assertThrows(InvalidValueException.class, () -> question(ServingEngine.VLLM, Double.NaN, 0));
    assertThrows(InvalidValueException.class, () -> question(ServingEngine.VLLM, 0.9, 1));
    assertThrows(InvalidValueException.class, () -> new KvCacheQuestion.Pass(0, 1, 0));
    assertThrows(InvalidValueException.class, () -> new KvCacheQuestion.Pass(1, 0, 0));
    assertThrows(
        InvalidValueException.class,
        () -> KvCacheCapacity.of(question(ServingEngine.VLLM, 0.9, 0)).blocks(0));
    assertThrows(
        InvalidValueException.class,
        () -> KvCacheCapacity.of(question(ServingEngine.VLLM, 0.9, 0)).sequences(0));
  }

  @Test
  void nothingLeftIsAnError() {
    assertThrows(
        InfeasibleException.class, () -> KvCacheCapacity.of(question(ServingEngine.VLLM, 0.1, 0)));
  }

  private static KvCacheQuestion question(ServingEngine engine, double fraction, double tolerance) {
    return question(engine, KvCacheQuestion.basis(engine), fraction, tolerance);
  }

  private static KvCacheQuestion question(
      ServingEngine engine, KvShare.Basis basis, double fraction, double tolerance) {
    return new KvCacheQuestion(
        ModelCatalog.find("Qwen/Qwen3-32B-FP8"),
        engine,
        TestPlans.h200(),
        new RequestedLayout(2, 1, 1, OptionalInt.empty(), OptionalInt.empty(), 1),
        new QuantChoices(
            Optional.empty(),
            Optional.empty(),
            Optional.of(KvQuant.FP8),
            Optional.empty(),
            Optional.empty()),
        new KvCacheQuestion.Pass(8192, 256, 0),
        new KvCacheQuestion.Budget(basis, fraction, OptionalLong.empty(), tolerance));
  }
}
