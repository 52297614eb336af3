package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Golden numbers: section 11.2 of the search specification, and row 33 of section 10.1. */
class OperatingPointsTest {

  @Test
  void mixedBatches() {
    List<Long> batches = OperatingPoints.mixedBatches(512);
    assertEquals(44, batches.size());
    assertEquals(List.of(448L, 480L, 512L), batches.subList(41, 44));
  }

  @Test
  void decodeBatches() {
    assertEquals(96, OperatingPoints.decodeBatches(512).size());
    assertEquals(600L, OperatingPoints.decodeBatches(600).get(96));
  }

  @Test
  void tpotTargets() {
    List<Double> targets = OperatingPoints.tpotTargetsMs();
    assertEquals(75, targets.size());
    assertEquals(295.0, targets.get(74));
  }

  @Test
  void budgetsOfWholePrompts() {
    assertEquals(List.of(4000L, 8000L), OperatingPoints.contextBudgets(4000, false));
    List<Long> shortPrompts = OperatingPoints.contextBudgets(256, false);
    assertEquals(17, shortPrompts.size());
    assertEquals(List.of(256L, 512L, 1024L), shortPrompts.subList(0, 3));
  }

  @Test
  void budgetsOfChunkedPrompts() {
    List<Long> budgets = OperatingPoints.contextBudgets(4000, true);
    assertEquals(18, budgets.size());
    assertTrue(budgets.containsAll(List.of(4000L, 8000L, 512L, 8192L)));
    List<Long> longPrompts = OperatingPoints.contextBudgets(16000, true);
    assertEquals(23, longPrompts.size());
    assertTrue(longPrompts.containsAll(List.of(12192L, 28192L, 16000L, 32000L)));
  }

  @Test
  void requestTargetIsSplitBetweenFirstAndLaterTokens() {
    Sla sla = new Sla(950, 50, OptionalDouble.of(1000));
    assertTrue(sla.sweep(50).contains(new Sla.Pair(950, 50.0 / 49)));
  }
}
