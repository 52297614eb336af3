package io.servelab.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BandTest {

  @Property
  void aPredictionLiesInsideItsBandHoweverItIsStretched(
      @ForAll ServingEngine engine,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double predictedMs,
      @ForAll @DoubleRange(min = 0, max = 1) double estimated) {
    Band measured = Band.onePool(engine);
    Band band = measured.on(new Footing(estimated, estimated));
    for (Reach reach : new Reach[] {band.ttft(), band.tpot()}) {
      assertTrue(reach.low(predictedMs) < predictedMs && predictedMs < reach.high(predictedMs));
    }
    assertEquals(
        Math.log(measured.ttft().width()) * (1 + estimated), Math.log(band.ttft().width()), 1e-9);
  }

  /** The aims: upper over lower end at most 3 for the first token, 1.6 for later ones. */
  @Property
  void bandsOfOnePoolAreNarrowEnoughToDecide(@ForAll ServingEngine engine) {
    assertTrue(Band.onePool(engine).ttft().width() <= 3);
    assertTrue(Band.onePool(engine).tpot().width() <= 1.6);
  }

  @Property
  void aQueueBetweenPoolsLeavesLittleKnown(@ForAll ServingEngine engine) {
    Band calm = Band.twoPools(engine, 0.3);
    Band queueing = Band.twoPools(engine, 0.95);
    assertTrue(calm.ttft().width() <= 3);
    assertTrue(queueing.ttft().below() > 2 * calm.ttft().below());
    assertEquals(calm.tpot(), queueing.tpot());
  }

  @Test
  void factorsBelowOneAreRefused() {
    assertThrows(InvalidValueException.class, () -> Reach.evenly(0.9));
    assertThrows(InvalidValueException.class, () -> new Reach(1, Double.NaN));
  }
}
