package io.servelab.op.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.HyperConnections;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.op.TokenShare;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MhcTest {

  private static final AskedDatabase VLLM = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
  private static final HyperConnections FOUR_STREAMS = new HyperConnections(4, 20);
  private static final OpShape TOKENS = OpShape.prefill(1, 777, 0);

  @Test
  void sidesAreMeasuredOneByOneAndAddUp() {
    VLLM.answers(0.043723046875, Source.SILICON, mhc(Mhc.Side.PRE), TOKENS);
    VLLM.answers(0.077088671875, Source.SILICON, mhc(Mhc.Side.BOTH), TOKENS);
  }

  @Test
  void beyondTheCurveTheUtilisationOfItsEndHolds() {
    VLLM.answers(
        349.99469755699664, Source.SILICON, mhc(Mhc.Side.POST), OpShape.prefill(1, 10_000_000, 0));
  }

  @Test
  void estimateAddsUpWhileRooflineSharesTheStreams() {
    VLLM.in(DataMode.EMPIRICAL)
        .answers(0.07706428735487628, Source.EMPIRICAL, mhc(Mhc.Side.BOTH), TOKENS);
    VLLM.in(DataMode.SOL).answers(0.0321847025, Source.SOL, mhc(Mhc.Side.BOTH), TOKENS);
  }

  @Test
  void ranksThatSplitTheTokensTakeTheirShareRoundedUp() {
    Mhc share = new Mhc(Mhc.Side.PRE, FOUR_STREAMS, 4096, GemmQuant.BFLOAT16, TokenShare.split(4));
    VLLM.answers(0.022484375, Source.SILICON, share, TOKENS);
  }

  @Test
  void eachSideCarriesTheWeightsOfThePair() {
    assertEquals(1_572_972, mhc(Mhc.Side.PRE).weightBytes());
    assertEquals(1_572_972, mhc(Mhc.Side.POST).weightBytes());
    assertEquals(2_752_620, Mhc.of(Mhc.Side.PRE, FOUR_STREAMS, 7168).weightBytes());
  }

  private static Mhc mhc(Mhc.Side side) {
    return Mhc.of(side, FOUR_STREAMS, 4096);
  }
}
