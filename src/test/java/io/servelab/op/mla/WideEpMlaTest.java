package io.servelab.op.mla;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class WideEpMlaTest {

  private static final AskedDatabase H200 = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase B200 = AskedDatabase.of("b200_sxm", ServingEngine.SGLANG);

  private static final OpShape PROMPTS = OpShape.prefill(3, 3000, 1000);
  private static final OpShape STEP = OpShape.decode(77, 4251);

  @Test
  void kernelsAreMeasuredApart() {
    H200.answers(1.1125693683625917, Source.SILICON, prefill(16, "flashinfer"), PROMPTS);
    H200.answers(1.114775988408277, Source.SILICON, prefill(16, "fa3"), PROMPTS);
    H200.answers(0.15516027565465784, Source.SILICON, decode("flashinfer"), STEP);
  }

  @Test
  void systemWithOneKernelAnswersForTheOther() {
    double latencyMs = 0.1372487791220657;
    B200.answers(latencyMs, Source.SILICON, decode("flashinfer"), STEP);
    B200.answers(latencyMs, Source.SILICON, decode("fa3"), STEP);
  }

  @Test
  void kernelThatNoTableKnowsIsRefused() {
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> H200.ask(prefill(16, "triton"), PROMPTS));
    assertTrue(refusal.getMessage().contains("flashinfer"), refusal.getMessage());
  }

  @Test
  void tableBeyondItsPointsCountsHeadsByEvenSharding() {
    H200.answers(
        328.02512810331405,
        Source.SILICON,
        prefill(20, "flashinfer"),
        OpShape.prefill(3, 100_000, 0));
    H200.lacks(Missing.MEASUREMENT, prefill(129, "flashinfer"), PROMPTS);
  }

  @Test
  void rooflineIsAnsweredButNotReportedBesideTimes() {
    H200.in(DataMode.SOL).answers(0.08447410666666666, Source.SOL, decode("flashinfer"), STEP);
    assertTrue(decode("flashinfer").bind(H200.database()).bound(STEP).isEmpty());
  }

  private static WideEpContextMla prefill(int heads, String kernel) {
    return new WideEpContextMla(heads, FmhaQuant.FP8_BLOCK, KvQuant.FP8, kernel, 1);
  }

  private static WideEpGenerationMla decode(String kernel) {
    return new WideEpGenerationMla(16, KvQuant.FP8, kernel);
  }
}
