package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MoeDispatchTest {

  private static final Routing QWEN3 = new Routing(4096, 8, 128);
  private static final ExpertSplit EIGHT_RANKS = new ExpertSplit(1, 8);
  private static final OpShape PROMPT = OpShape.prefill(1, 777, 0);
  private static final OpShape STEP = OpShape.decode(777, 1);

  @Test
  void vllmReducesAndExchangesOneAfterTheOther() {
    answers(0.03876273774541915, ServingEngine.VLLM, true, AttentionRanks.dataParallel(1));
    answers(0.09478041352666915, ServingEngine.VLLM, true, AttentionRanks.dataParallel(2));
    answers(0.09593033540166915, ServingEngine.VLLM, false, AttentionRanks.dataParallel(2));
    answers(0.16647494140625, ServingEngine.VLLM, true, AttentionRanks.dataParallel(8));
  }

  @Test
  void sglangScattersWithinAttentionAndGathersOverAll() {
    answers(0.04744463752023876, ServingEngine.SGLANG, true, AttentionRanks.dataParallel(1));
    answers(0.09215123046875, ServingEngine.SGLANG, true, AttentionRanks.dataParallel(2));
    answers(0.09713515625, ServingEngine.SGLANG, false, AttentionRanks.dataParallel(2));
    answers(0.15877236328125, ServingEngine.SGLANG, false, AttentionRanks.dataParallel(8));
  }

  @Test
  void trtllmReducesWhereAttentionIsSplit() {
    answers(0.06259099007584154, ServingEngine.TRTLLM, true, AttentionRanks.dataParallel(2));
    answers(0.16647494140625, ServingEngine.TRTLLM, true, AttentionRanks.dataParallel(8));
  }

  @Test
  void trtllmOnBlackwellSendsTokensInTheFormatOfTheExperts() {
    AskedDatabase b200 = AskedDatabase.of("b200_sxm", ServingEngine.TRTLLM);
    AttentionRanks eight = AttentionRanks.dataParallel(8);
    b200.answers(
        0.0849027001953125,
        Source.SILICON,
        dispatch(ServingEngine.TRTLLM, true, eight, MoeQuant.NVFP4),
        PROMPT);
    b200.answers(
        0.10894388671875001,
        Source.SILICON,
        dispatch(ServingEngine.TRTLLM, true, eight, MoeQuant.FP8),
        PROMPT);
    b200.answers(
        0.12645195312500002,
        Source.SILICON,
        dispatch(ServingEngine.TRTLLM, true, eight, MoeQuant.BFLOAT16),
        PROMPT);
  }

  @Test
  void attentionThatReducedItselfLeavesNothingToDo() {
    MoeDispatch after =
        dispatch(ServingEngine.VLLM, true, new AttentionRanks(1, 1, true), MoeQuant.FP8_BLOCK);
    AskedDatabase vllm = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
    vllm.answers(0, Source.SILICON, after, PROMPT);
    assertEquals(Optional.of(Bound.ZERO), after.bind(vllm.database()).bound(PROMPT));
  }

  @Test
  void contextParallelDecodeReducesOnceAfterTheExperts() {
    AskedDatabase sglang = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
    AttentionRanks parallel = new AttentionRanks(1, 8, false);
    MoeDispatch before = dispatch(ServingEngine.SGLANG, true, parallel, MoeQuant.FP8_BLOCK);
    MoeDispatch after = dispatch(ServingEngine.SGLANG, false, parallel, MoeQuant.FP8_BLOCK);
    sglang.answers(0.040432324218749996, Source.SILICON, before, PROMPT);
    sglang.answers(0, Source.SILICON, before, STEP);
    sglang.answers(0.04744463752023876, Source.SILICON, after, STEP);
  }

  @Test
  void labelSaysSiliconWhateverAnswered() {
    MoeDispatch reduce =
        dispatch(ServingEngine.VLLM, true, AttentionRanks.dataParallel(1), MoeQuant.FP8_BLOCK);
    AskedDatabase vllm = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
    vllm.in(DataMode.SOL).answers(0.024753493333333335, Source.SILICON, reduce, PROMPT);
    OpTime estimated = vllm.in(DataMode.EMPIRICAL).ask(reduce, PROMPT);
    assertEquals(Source.SILICON, estimated.source());
    assertEquals("empirical", estimated.evidence().tier());
    assertTrue(reduce.bind(vllm.database()).bound(PROMPT).isEmpty());
  }

  private static void answers(
      double latencyMs, ServingEngine engine, boolean before, AttentionRanks attention) {
    AskedDatabase.of("h200_sxm", engine)
        .answers(
            latencyMs,
            Source.SILICON,
            dispatch(engine, before, attention, MoeQuant.FP8_BLOCK),
            PROMPT);
  }

  private static MoeDispatch dispatch(
      ServingEngine engine, boolean before, AttentionRanks attention, MoeQuant quant) {
    return new MoeDispatch(engine, before, QWEN3, EIGHT_RANKS, attention, quant);
  }
}
