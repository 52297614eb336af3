package io.servelab.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import org.junit.jupiter.api.Test;

/** Golden numbers: section 10.1 of the modelling specification, rows 15 to 19, 27 and 28. */
class EngineRulesTest {

  private static final double CLOSE = 1e-9;
  private final EngineRules vllm = EngineRules.of(ServingEngine.VLLM);
  private final EngineRules trtllm = EngineRules.of(ServingEngine.TRTLLM);

  @Test
  void pipelineBubbleHidesThreePassesExceptOnVllm() {
    assertEquals(7, trtllm.delayingPasses(10));
    assertEquals(1, trtllm.delayingPasses(3));
    assertEquals(1, trtllm.delayingPasses(1));
    assertEquals(10, vllm.delayingPasses(10));
  }

  @Test
  void queueingGrowsWithTheBatchOnVllm() {
    assertEquals(1, vllm.queueing(1, 5));
    assertEquals(1.25, vllm.queueing(4, 5), CLOSE);
    assertEquals(2, vllm.queueing(256, 5), CLOSE);
    assertEquals(2, vllm.queueing(1024, 5), CLOSE);
  }

  @Test
  void queueingGrowsWithPrefillPassesElsewhere() {
    assertEquals(2.35, trtllm.queueing(8, 10), CLOSE);
    assertEquals(4, trtllm.queueing(8, 1000));
  }

  @Test
  void throughputNeverExceedsWhatLatenciesAllowOnVllm() {
    assertEquals(946.938775510204, vllm.cappedThroughput(2000, 8, 29, 245), CLOSE);
    assertEquals(2000, trtllm.cappedThroughput(2000, 8, 29, 245));
  }

  @Test
  void hostTimeGrowsWithLayersOnVllm() {
    assertEquals(25.6, vllm.dispatchMs(32), CLOSE);
    assertEquals(64, vllm.dispatchMs(80), CLOSE);
    assertEquals(0, trtllm.dispatchMs(80));
  }

  @Test
  void kvBudgetIsAShareOfFreeOrOfAllMemory() {
    double scale = 0.98;
    assertEquals(
        45 * scale, new KvShare(KvShare.Basis.OF_FREE, 0.9, 0).budgetBytes(100, 50), CLOSE);
    assertEquals(
        90 * scale - 50, new KvShare(KvShare.Basis.OF_TOTAL, 0.9, 0).budgetBytes(100, 50), CLOSE);
  }

  @Test
  void sglangDerivesItsFractionFromTheDevice() {
    double b200 = 193273528320.0;
    assertEquals(0.858, SglangRules.derivedFraction(b200, Parallelism.dense(1, 1)));
    assertEquals(0.758, SglangRules.derivedFraction(b200, new Parallelism(1, 1, 8, 1, 8, 1)));
    assertEquals(0.836, SglangRules.derivedFraction(80.0 * (1L << 30), Parallelism.dense(1, 1)));
  }

  @Test
  void floorDivisionDoesNotGainFromRounding() {
    assertEquals(34, FloorDivision.of(366, 366.0 / 35));
    assertEquals(2, FloorDivision.of(10, 4));
  }

  @Test
  void impossibleRequestsSayWhatIsWrong() {
    assertThrows(InvalidValueException.class, () -> new RequestShape(0, 10, 0));
    assertThrows(InvalidValueException.class, () -> new RequestShape(10, 0, 0));
    assertThrows(InvalidValueException.class, () -> new RequestShape(10, 10, 10));
    assertThrows(InvalidValueException.class, () -> new RequestShape(10, 10, -1));
    assertThrows(InvalidValueException.class, () -> new Speculation(2, 2.5));
  }
}
