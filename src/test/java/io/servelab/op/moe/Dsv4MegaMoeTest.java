package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import org.junit.jupiter.api.Test;

/** Refusals of aiconfigurator 0.12.0, asked 2026-11-25; no shipped version has rows. */
class Dsv4MegaMoeTest {

  private static final Dsv4MegaMoe EXPERTS =
      new Dsv4MegaMoe(
          new ExpertShape(3584, 3072, 16, 896),
          new ExpertSplit(1, 8),
          MoeQuant.W4A8_MXFP4_MXFP8,
          "balanced",
          true,
          Dsv4MegaMoe.MegaKernel.SGLANG);
  private static final OpShape PROMPT = OpShape.prefill(1, 4000, 0);

  @Test
  void hopperIsRefusedWhateverTheDataMode() {
    AskedDatabase hopper = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
    assertThrows(InvalidValueException.class, () -> hopper.ask(EXPERTS, PROMPT));
    assertThrows(InvalidValueException.class, () -> hopper.in(DataMode.SOL).ask(EXPERTS, PROMPT));
  }

  @Test
  void withoutRowsThereIsNoAnswerInAnyDataMode() {
    AskedDatabase blackwell = AskedDatabase.of("b200_sxm", ServingEngine.SGLANG);
    for (DataMode mode : DataMode.values()) {
      blackwell.in(mode).lacks(Missing.MEASUREMENT, EXPERTS, PROMPT);
    }
  }
}
