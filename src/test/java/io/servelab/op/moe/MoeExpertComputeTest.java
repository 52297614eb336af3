package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.op.Phase;
import io.servelab.op.moe.MoeExpertCompute.ExpertLoad;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MoeExpertComputeTest {

  private static final AskedDatabase SGLANG = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase VLLM = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
  private static final AskedDatabase TRTLLM = AskedDatabase.of("b200_sxm", ServingEngine.TRTLLM);

  private static final ExpertShape DEEPSEEK = new ExpertShape(7168, 2048, 8, 256);
  private static final ExpertLoad PREFILL =
      new ExpertLoad("power_law_1.01", Phase.PREFILL, 1, false);

  @Test
  void vllmReadsOrdinaryExperts() {
    OpShape prompt = prompt(777);
    VLLM.answers(0.5983033899217844, Source.SILICON, experts(8, MoeQuant.FP8_BLOCK), prompt);
    Moe ordinary =
        new Moe(
            DEEPSEEK, true, new ExpertSplit(1, 8), MoeQuant.FP8_BLOCK, "power_law_1.01", 1, false);
    VLLM.answers(0.5983033899217844, Source.SILICON, ordinary, prompt);
  }

  @Test
  void sglangHasRowsForEachPass() {
    SGLANG.answers(0.6718474419288603, Source.SILICON, experts(8, MoeQuant.FP8_BLOCK), prompt(777));
    ExpertLoad decode = new ExpertLoad("power_law_1.01", Phase.DECODE, 16, false);
    MoeExpertCompute step =
        new MoeExpertCompute(DEEPSEEK, true, 256, 16, MoeQuant.FP8_BLOCK, decode, "");
    SGLANG.answers(0.24501625239849092, Source.SILICON, step, OpShape.decode(77, 1));
  }

  @Test
  void beyondTheCurveTheRooflineCountsSlots() {
    SGLANG.answers(
        391.92909295837, Source.SILICON, experts(8, MoeQuant.FP8_BLOCK), prompt(3_000_000));
  }

  @Test
  void replicatedExpertsEvenOutPrefill() {
    ExpertLoad evened = new ExpertLoad("power_law_1.01", Phase.PREFILL, 1, true);
    MoeExpertCompute replicated =
        new MoeExpertCompute(DEEPSEEK, true, 256, 8, MoeQuant.FP8_BLOCK, evened, "");
    SGLANG.answers(0.6739669741264411, Source.SILICON, replicated, prompt(1000));
    SGLANG.answers(0.6739669741264411, Source.SILICON, experts(8, MoeQuant.FP8_BLOCK), prompt(800));
  }

  @Test
  void kernelThatWasNotMeasuredGivesWayToTheFirstThatWas() {
    TRTLLM.answers(0.2039171569980681, Source.SILICON, experts(8, MoeQuant.NVFP4), prompt(777));
  }

  @Test
  void replicasHaveRowsOfTheirOwn() {
    ExpertLoad balanced = new ExpertLoad("power_law_1.01_eplb", Phase.PREFILL, 1, false);
    MoeExpertCompute replicated =
        new MoeExpertCompute(DEEPSEEK, true, 288, 8, MoeQuant.NVFP4, balanced, "");
    TRTLLM.answers(0.20783389946445824, Source.SILICON, replicated, prompt(777));
  }

  @Test
  void sglangHasNoStandIn() {
    SGLANG.lacks(Missing.MEASUREMENT, experts(8, MoeQuant.NVFP4), prompt(777));
    SGLANG.in(DataMode.HYBRID).lacks(Missing.ESTIMATE, experts(8, MoeQuant.NVFP4), prompt(777));
    SGLANG.in(DataMode.SOL).lacks(Missing.ESTIMATE, experts(8, MoeQuant.FP8_BLOCK), prompt(777));
  }

  @Test
  void weightsAreThoseOfExpertsNotOfSlots() {
    MoeExpertCompute replicated =
        new MoeExpertCompute(DEEPSEEK, true, 288, 8, MoeQuant.FP8_BLOCK, PREFILL, "");
    assertEquals(7168L * 2048 * 256 * 3 / 8, replicated.weightBytes());
  }

  private static MoeExpertCompute experts(int ep, MoeQuant quant) {
    return new MoeExpertCompute(DEEPSEEK, true, 256, ep, quant, PREFILL, "");
  }

  private static OpShape prompt(long tokens) {
    return OpShape.prefill(1, tokens, 0);
  }
}
