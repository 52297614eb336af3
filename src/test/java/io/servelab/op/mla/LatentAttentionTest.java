package io.servelab.op.mla;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25; rounding aside exact. */
class LatentAttentionTest {

  private static final double ROUNDING = 1e-12;

  private static final AskedDatabase TRTLLM = AskedDatabase.of("h200_sxm", ServingEngine.TRTLLM);
  private static final AskedDatabase SGLANG = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);

  private static final ContextMla PREFILL = prefill(FmhaQuant.BFLOAT16, 1);
  private static final GenerationMla DECODE = new GenerationMla(16, KvQuant.FP8);

  @Test
  void prefillBlendsBetweenMeasuredPoints() {
    TRTLLM.answers(0.3265863098635702, Source.SILICON, PREFILL, OpShape.prefill(3, 3000, 0));
  }

  @Test
  void cachedPrefixTakesItsShareOfTheScoreMatrixAway() {
    OpShape behindPrefix = OpShape.prefill(3, 3000, 1000);
    TRTLLM.answers(0.4791114759071881, Source.SILICON, PREFILL, behindPrefix);
    double whole = TRTLLM.ask(PREFILL, OpShape.prefill(3, 4000, 0)).latencyMs();
    assertEquals(whole * 15 / 16, TRTLLM.ask(PREFILL, behindPrefix).latencyMs(), ROUNDING * whole);
  }

  @Test
  void contextParallelRankTakesAnEarlyAndALateChunk() {
    SGLANG.answers(
        0.3565027887244976,
        Source.SILICON,
        prefill(FmhaQuant.BFLOAT16, 4),
        OpShape.prefill(3, 3000, 1000));
  }

  @Test
  void prefillEstimateAndRooflineSeeThePrefix() {
    OpShape behindPrefix = OpShape.prefill(3, 3000, 1000);
    TRTLLM
        .in(DataMode.EMPIRICAL)
        .answers(0.48499713608832185, Source.EMPIRICAL, PREFILL, behindPrefix);
    TRTLLM.in(DataMode.SOL).answers(0.23296258847320525, Source.SOL, PREFILL, behindPrefix);
  }

  @Test
  void unmeasuredFormatHasNothingToBeEstimatedFrom() {
    ContextMla fp8 = prefill(FmhaQuant.FP8, 1);
    OpShape prompts = OpShape.prefill(3, 3000, 0);
    TRTLLM.lacks(Missing.MEASUREMENT, fp8, prompts);
    TRTLLM.in(DataMode.HYBRID).lacks(Missing.ESTIMATE, fp8, prompts);
  }

  @Test
  void decodeReadsBetweenAndBeyondMeasuredPoints() {
    TRTLLM.answers(0.08170982700532173, Source.SILICON, DECODE, OpShape.decode(77, 4251));
    TRTLLM.answers(5.742613094079045, Source.SILICON, DECODE, OpShape.decode(77, 400_000));
  }

  @Test
  void decodeRooflineIsThatOfTheCache() {
    OpShape step = OpShape.decode(77, 4251);
    TRTLLM.in(DataMode.SOL).answers(0.039828506666666666, Source.SOL, DECODE, step);
  }

  private static ContextMla prefill(FmhaQuant math, int cp) {
    return new ContextMla(16, math, KvQuant.FP8, cp);
  }
}
