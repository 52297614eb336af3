package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MoeTest {

  private static final AskedDatabase H200 = AskedDatabase.of("h200_sxm", ServingEngine.TRTLLM);
  private static final AskedDatabase B200 = AskedDatabase.of("b200_sxm", ServingEngine.TRTLLM);

  private static final ExpertShape QWEN3 = new ExpertShape(4096, 1536, 8, 128);
  private static final ExpertShape WIDER = new ExpertShape(4096, 1600, 8, 128);
  private static final ExpertSplit EIGHT_RANKS = new ExpertSplit(1, 8);

  @Test
  void readsBetweenMeasuredTokenCounts() {
    H200.answers(0.1969606766477227, Source.SILICON, experts(MoeQuant.FP8_BLOCK), tokens(777));
  }

  @Test
  void holdsTheUtilisationOfTheLastPoint() {
    OpShape many = tokens(1_000_000);
    H200.answers(180.82421738654372, Source.SILICON, experts(MoeQuant.FP8_BLOCK), many);
  }

  @Test
  void tokensOfAllAttentionRanksMeet() {
    Moe twoRanks = new Moe(QWEN3, true, EIGHT_RANKS, MoeQuant.FP8_BLOCK, "power_law_1.2", 2, false);
    double latencyMs = 0.27966779517009854;
    H200.answers(latencyMs, Source.SILICON, twoRanks, tokens(777));
    H200.answers(latencyMs, Source.SILICON, experts(MoeQuant.FP8_BLOCK), tokens(1554));
  }

  @Test
  void unmeasuredShapeIsEstimatedFromTheNearestOne() {
    Moe wider = experts(WIDER, MoeQuant.FP8_BLOCK);
    AskedDatabase hybrid = H200.in(DataMode.HYBRID);
    hybrid.answers(0.20497361622597404, Source.EMPIRICAL, wider, tokens(777));
    assertEquals(Evidence.XSHAPE, hybrid.ask(wider, tokens(777)).evidence());
    hybrid.allowing("off").lacks(Missing.ESTIMATE, wider, tokens(777));
    H200.lacks(Missing.MEASUREMENT, wider, tokens(777));
  }

  @Test
  void unmeasuredFormatIsEstimatedFromASibling() {
    AskedDatabase vllm = AskedDatabase.of("h200_sxm", ServingEngine.VLLM).in(DataMode.HYBRID);
    Moe cutlass = experts(MoeQuant.W4A16_MXFP4_CUTLASS);
    vllm.answers(0.809016730346711, Source.EMPIRICAL, cutlass, tokens(777));
    assertEquals(Evidence.XQUANT, vllm.ask(cutlass, tokens(777)).evidence());
  }

  @Test
  void formatOfAnotherProfileIsEstimatedLast() {
    AskedDatabase hybrid = H200.in(DataMode.HYBRID);
    Moe mixed = experts(MoeQuant.W4A8_MXFP4_MXFP8);
    hybrid.answers(0.23367205792474685, Source.EMPIRICAL, mixed, tokens(777));
    assertEquals(Evidence.XPROFILE, hybrid.ask(mixed, tokens(777)).evidence());
    hybrid.allowing("balanced").lacks(Missing.ESTIMATE, mixed, tokens(777));
  }

  @Test
  void lowLatencyKernelServesSmallGatedNvfp4Batches() {
    Moe nvfp4 = experts(MoeQuant.NVFP4);
    B200.answers(0.06443520188331604, Source.SILICON, nvfp4, tokens(128));
    B200.answers(0.06920299883931874, Source.SILICON, nvfp4, tokens(129));
    AskedDatabase estimated = B200.in(DataMode.EMPIRICAL);
    estimated.answers(0.06887869464913252, Source.EMPIRICAL, nvfp4, tokens(100));
    estimated.answers(0.07261235184813522, Source.EMPIRICAL, nvfp4, tokens(200));
  }

  @Test
  void replicatedExpertsEvenOutPrefillOnSglangOnly() {
    Moe evened = new Moe(QWEN3, true, EIGHT_RANKS, MoeQuant.FP8_BLOCK, "power_law_1.2", 1, true);
    AskedDatabase.of("h200_sxm", ServingEngine.SGLANG)
        .answers(0.21968279838562013, Source.SILICON, evened, tokens(1000));
    AskedDatabase.of("h200_sxm", ServingEngine.VLLM)
        .answers(0.22917899005115033, Source.SILICON, evened, tokens(1000));
  }

  @Test
  void rooflineCountsTheExpertsThatTokensReach() {
    H200.in(DataMode.SOL).answers(0.06498656, Source.SOL, experts(MoeQuant.FP8_BLOCK), tokens(777));
  }

  @Test
  void formatWithoutAnArithmeticRateIsRefusedFirst() {
    H200.lacks(Missing.FLOPS, experts(MoeQuant.NVFP4), tokens(777));
  }

  @Test
  void weightsRoundDownAtEachSplit() {
    ExpertShape odd = new ExpertShape(7, 5, 1, 3);
    Moe split = new Moe(odd, true, new ExpertSplit(2, 2), MoeQuant.NVFP4, "balanced", 1, false);
    // 7 * 5 * 3 experts * 9/16 byte * 3 projections = 177.19; / 2 = 88.6 -> 88; / 2 = 44
    assertEquals(44, split.weightBytes());
    Moe plain = new Moe(odd, false, new ExpertSplit(1, 1), MoeQuant.FP8, "balanced", 1, false);
    assertEquals(210, plain.weightBytes());
  }

  private static Moe experts(MoeQuant quant) {
    return experts(QWEN3, quant);
  }

  private static Moe experts(ExpertShape shape, MoeQuant quant) {
    return new Moe(shape, true, EIGHT_RANKS, quant, "power_law_1.2", 1, false);
  }

  private static OpShape tokens(long count) {
    return OpShape.prefill(1, count, 0);
  }
}
