package io.servelab.op.mla;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MlaModuleTest {

  private static final AskedDatabase B200 = AskedDatabase.of("b200_sxm", ServingEngine.VLLM);
  private static final OpShape STEP = OpShape.decode(77, 4251);

  @Test
  void prefillBlockBehindACachedPrefix() {
    MlaModuleContext block =
        new MlaModuleContext(
            16, FmhaQuant.BFLOAT16, KvQuant.FP8, GemmQuant.FP8_BLOCK, OptionalInt.of(128));
    B200.answers(0.4551805471303465, Source.SILICON, block, OpShape.prefill(2, 3000, 1000));
  }

  @Test
  void modelThatWasNotMeasuredReadsTheOnlyOneThatWas() {
    double latencyMs = 0.09720436630249023;
    B200.answers(latencyMs, Source.SILICON, decode(OptionalInt.of(64)), STEP);
    B200.answers(latencyMs, Source.SILICON, decode(OptionalInt.of(128)), STEP);
    B200.answers(latencyMs, Source.SILICON, decode(OptionalInt.empty()), STEP);
  }

  @Test
  void rooflineOfDecodeHoldsBothLatentProducts() {
    B200.in(DataMode.SOL)
        .answers(0.025305317402597404, Source.SOL, decode(OptionalInt.of(64)), STEP);
  }

  @Test
  void missingArithmeticRateIsToldBeforeMissingRows() {
    MlaModuleGeneration nvfp4 =
        new MlaModuleGeneration(16, KvQuant.FP8, GemmQuant.NVFP4, OptionalInt.of(128));
    AskedDatabase.of("h200_sxm", ServingEngine.VLLM).lacks(Missing.FLOPS, nvfp4, STEP);
  }

  private static MlaModuleGeneration decode(OptionalInt nativeHeads) {
    return new MlaModuleGeneration(16, KvQuant.FP8, GemmQuant.FP8_BLOCK, nativeHeads);
  }
}
