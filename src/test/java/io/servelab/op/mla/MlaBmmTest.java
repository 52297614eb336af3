package io.servelab.op.mla;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MlaBmmTest {

  private static final AskedDatabase H200 = AskedDatabase.of("h200_sxm", ServingEngine.TRTLLM);
  private static final OpShape STEP = OpShape.decode(77, 1);

  @Test
  void headsThatWereNotMeasuredTakeTheirShareOfTheNextPowerOfTwo() {
    H200.answers(0.006550649902783334, Source.SILICON, product(12, GemmQuant.FP8, true), STEP);
    H200.answers(0.008734199870377778, Source.SILICON, product(16, GemmQuant.FP8, true), STEP);
  }

  @Test
  void formatsWithoutRowsReadThoseOfBfloat16() {
    double latencyMs = 0.004748600092716515;
    H200.answers(latencyMs, Source.SILICON, product(16, GemmQuant.FP8_BLOCK, false), STEP);
    H200.answers(latencyMs, Source.SILICON, product(16, GemmQuant.BFLOAT16, false), STEP);
  }

  @Test
  void tokensOfTheStepAreItsSequences() {
    H200.answers(
        0.008734199870377778,
        Source.SILICON,
        product(16, GemmQuant.FP8, true),
        STEP.withTokens(5000));
  }

  @Test
  void estimateScalesByTheRooflineInsteadOfHeads() {
    H200.in(DataMode.EMPIRICAL)
        .answers(0.006545289189511576, Source.EMPIRICAL, product(12, GemmQuant.FP8, true), STEP);
  }

  private static MlaBmm product(int heads, GemmQuant quant, boolean into) {
    return new MlaBmm(heads, quant, into);
  }
}
