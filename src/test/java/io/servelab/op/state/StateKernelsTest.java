package io.servelab.op.state;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.LinearAttention;
import io.servelab.model.MambaShape;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class StateKernelsTest {

  private static final AskedDatabase TRTLLM = AskedDatabase.of("h200_sxm", ServingEngine.TRTLLM);
  private static final AskedDatabase SGLANG = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase VLLM = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);

  private static final int WIDE_STATE = 4;
  private static final int NARROW_STATE = 2;

  @Test
  void mambaConvolutionIsReadFromItsTableInEveryMode() {
    Mamba2 convolution = mamba(Mamba2.PREFILL_CONVOLUTION, 2688, 64);
    OpShape shape = OpShape.prefill(2, 1000, 0);
    TRTLLM.answers(0.023794150399044155, Source.SILICON, convolution, shape);
    TRTLLM.in(DataMode.SOL).answers(0.023794150399044155, Source.SILICON, convolution, shape);
  }

  @Test
  void mambaShapeThatWasNotMeasuredTakesOneOfTheSameHiddenSize() {
    OpShape shape = OpShape.prefill(2, 1000, 0);
    TRTLLM.answers(
        0.023794150399044155, Source.SILICON, mamba(Mamba2.PREFILL_CONVOLUTION, 2688, 32), shape);
    TRTLLM.answers(
        0.030719999999999997, Source.SOL, mamba(Mamba2.PREFILL_CONVOLUTION, 2000, 64), shape);
  }

  @Test
  void mambaScanAndDecodeAreAlwaysTheRoofline() {
    TRTLLM.answers(
        0.008586666666666666,
        Source.SOL,
        mamba(Mamba2.PREFILL_SCAN, 2688, 64),
        OpShape.prefill(2, 1000, 0));
    Mamba2 update =
        new Mamba2(
            Mamba2.DECODE_CONVOLUTION,
            StatePass.DECODE,
            2688,
            new MambaShape(64, 64, 128, 8, 4, 128));
    TRTLLM.answers(6.144e-05, Source.SOL, update, OpShape.decode(4, 1000));
  }

  @Test
  void vllmRunsAnotherScanForTheGatedDeltaRule() {
    Gdn scan = gdn(Gdn.PREFILL_SCAN, StatePass.PREFILL, 32, WIDE_STATE);
    OpShape shape = OpShape.prefill(3, 1000, 0);
    SGLANG.answers(0.6993132488429545, Source.SILICON, scan, shape);
    VLLM.answers(0.06047412764281034, Source.SILICON, scan, shape);
  }

  @Test
  void recurrencesWereMeasuredWithWideStatesOnly() {
    OpShape shape = OpShape.decode(5, 1000);
    SGLANG.answers(
        0.007664799988269806,
        Source.SILICON,
        gdn(Gdn.DECODE_UPDATE, StatePass.DECODE, 32, WIDE_STATE),
        shape);
    SGLANG.answers(
        0.002210133333333333,
        Source.SOL,
        gdn(Gdn.DECODE_UPDATE, StatePass.DECODE, 32, NARROW_STATE),
        shape);
    SGLANG.answers(
        0.0019022400304675104,
        Source.SILICON,
        gdn(Gdn.DECODE_CONVOLUTION, StatePass.DECODE, 32, NARROW_STATE),
        shape);
  }

  @Test
  void gatedDeltaRuleOfAnotherShapeIsTheRoofline() {
    SGLANG.answers(
        0.03662592,
        Source.SOL,
        gdn(Gdn.PREFILL_SCAN, StatePass.PREFILL, 31, WIDE_STATE),
        OpShape.prefill(3, 1000, 0));
  }

  /** Vector V12 of the delta page. */
  @Test
  void v12KimiScanThatTheEngineLacksIsTheRoofline() {
    SGLANG.answers(
        0.05065728,
        Source.SOL,
        kda(Kda.PREFILL_SCAN, StatePass.PREFILL, 24, 0),
        OpShape.prefill(3, 1000, 0));
  }

  @Test
  void kimiLayerTakesTheNearestNumberOfHeads() {
    OpShape shape = OpShape.prefill(3, 1000, 0);
    VLLM.answers(
        0.12339887763373553,
        Source.SILICON,
        kda(Kda.PREFILL_SCAN_VLLM, StatePass.PREFILL, 24, 0),
        shape);
    VLLM.answers(
        0.12339887763373553,
        Source.SILICON,
        kda(Kda.PREFILL_SCAN_VLLM, StatePass.PREFILL, 32, 0),
        shape);
  }

  /** Row 12 of section 10.1 of the modelling specification: halves are rounded to even. */
  @Test
  void verificationCountsDraftTokensAsSequences() {
    Kda update = kda(Kda.VERIFY_UPDATE_VLLM, StatePass.VERIFY, 24, 4);
    VLLM.answers(0.010838399827480315, Source.SILICON, update, OpShape.decode(16, 1000));
    VLLM.answers(0.008502399921417237, Source.SILICON, update, OpShape.decode(8, 1000));
    VLLM.answers(0.008502399921417237, Source.SILICON, update, OpShape.decode(10, 1000));
    VLLM.answers(0.006403200328350067, Source.SILICON, update, OpShape.decode(4, 1000));
    VLLM.answers(0.006403200328350067, Source.SILICON, update, OpShape.decode(1, 1000));
  }

  @Test
  void verificationWithoutADraftIsRefused() {
    assertThrows(
        InvalidValueException.class, () -> kda(Kda.VERIFY_UPDATE_VLLM, StatePass.VERIFY, 24, 0));
  }

  private static Mamba2 mamba(String kernel, int hidden, int heads) {
    return new Mamba2(kernel, StatePass.PREFILL, hidden, new MambaShape(heads, 64, 128, 8, 4, 128));
  }

  private static Gdn gdn(String kernel, StatePass pass, int valueHeads, int stateBytes) {
    return new Gdn(
        kernel, pass, 2048, new LinearAttention(16, 128, valueHeads, 128, 4), stateBytes);
  }

  private static Kda kda(String kernel, StatePass pass, int heads, int draftTokens) {
    return new Kda(kernel, pass, 7168, new LinearAttention(heads, 128, heads, 128, 4), draftTokens);
  }
}
