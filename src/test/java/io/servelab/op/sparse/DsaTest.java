package io.servelab.op.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class DsaTest {

  private static final AskedDatabase SGLANG = AskedDatabase.of("b200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase TRTLLM = AskedDatabase.of("b200_sxm", ServingEngine.TRTLLM);
  private static final BlockFormats FORMATS =
      new BlockFormats(FmhaQuant.BFLOAT16, KvQuant.FP8, GemmQuant.FP8_BLOCK);

  /** GLM-5.2 computes the indexer in 21 of its 78 layers. */
  private static final double SHARED_INDEX = 21.0 / 78;

  /** Vector V14 of the delta page. */
  @Test
  void v14PrefillBehindACachedPrefix() {
    SGLANG.answers(
        2.0643983032226565,
        Source.SILICON,
        new DsaContext(block(DsaVariant.DEEPSEEK_V32, 16), 1, 1),
        OpShape.prefill(2, 3000, 1000));
  }

  @Test
  void layersThatReuseAChoiceAreMixedIn() {
    DsaContext prefill = new DsaContext(block(DsaVariant.GLM5, 16), 1, SHARED_INDEX);
    OpShape shape = OpShape.prefill(2, 3000, 1000);
    SGLANG.answers(1.4559444847693812, Source.SILICON, prefill, shape);
    Bound bound = prefill.bind(SGLANG.database()).bound(shape).orElseThrow();
    assertEquals(0.3521738296188718, bound.mathMs(), 1e-15);
    assertEquals(0.025374672687312687, bound.memoryMs(), 1e-15);
    SGLANG.answers(
        0.5214159249578201,
        Source.SILICON,
        new DsaGeneration(block(DsaVariant.GLM5, 16), SHARED_INDEX),
        OpShape.decode(200, 30000));
  }

  @Test
  void estimatesCompareAPrefixOnlyWhereItLiesBetweenMeasuredOnes() {
    DsaContext prefill = new DsaContext(block(DsaVariant.GLM5, 16), 1, 1);
    AskedDatabase estimating = TRTLLM.in(DataMode.EMPIRICAL);
    estimating.answers(
        5.0567535583806675, Source.EMPIRICAL, prefill, OpShape.prefill(3, 5000, 100));
    estimating.answers(
        5.492925538898316, Source.EMPIRICAL, prefill, OpShape.prefill(3, 5000, 3000));
    TRTLLM.answers(6.029898686316873, Source.SILICON, prefill, OpShape.prefill(3, 5000, 3000));
  }

  @Test
  void headsThatWereNotMeasuredAreEstimatedAcrossHeads() {
    AskedDatabase.of("h200_sxm", ServingEngine.SGLANG)
        .in(DataMode.EMPIRICAL)
        .answers(
            1.9233798596338472,
            Source.EMPIRICAL,
            new DsaContext(block(DsaVariant.GLM5, 24), 1, 1),
            OpShape.prefill(3, 700, 5000));
  }

  @Test
  void ranksThatSplitAPromptSearchAllOfIt() {
    DsaBlock whole = block(DsaVariant.GLM5, 64);
    OpShape shape = OpShape.prefill(2, 4096, 0);
    SGLANG.answers(0.9078775, Source.ESTIMATED, new DsaContext(whole, 4, 1), shape);
    SGLANG.answers(
        0.8509432692307692, Source.ESTIMATED, new DsaContext(whole, 4, SHARED_INDEX), shape);
  }

  @Test
  void splitPromptsNeedTheIndexerMeasuredAtTheirHeadsAndLength() {
    DsaContext fewHeads = new DsaContext(block(DsaVariant.GLM5, 16), 4, 1);
    SGLANG.in(DataMode.SOL).lacks(Missing.MEASUREMENT, fewHeads, OpShape.prefill(2, 4096, 0));
    DsaContext longPrompt = new DsaContext(block(DsaVariant.GLM5, 64), 4, 1);
    SGLANG.lacks(Missing.MEASUREMENT, longPrompt, OpShape.prefill(2, 20000, 0));
  }

  @Test
  void hopperCannotMultiplyFourBitProjections() {
    BlockFormats narrow = new BlockFormats(FmhaQuant.BFLOAT16, KvQuant.FP8, GemmQuant.NVFP4);
    DsaBlock block =
        new DsaBlock(DsaVariant.GLM5, 16, 2048, narrow, DsaWeights.all(GemmQuant.NVFP4));
    AskedDatabase.of("h200_sxm", ServingEngine.SGLANG)
        .lacks(Missing.FLOPS, new DsaGeneration(block, 1), OpShape.decode(2, 3000));
  }

  /**
   * DeepSeek-V3.2 and GLM-5 over eight ranks; weights of one layer as the reference counts them.
   */
  @Test
  void weightsAreThoseOfTheProjections() {
    assertEquals(
        49_676_288, new DsaContext(block(DsaVariant.DEEPSEEK_V32, 16), 1, 1).weightBytes());
    DsaBlock wide =
        new DsaBlock(DsaVariant.GLM5, 8, 2048, FORMATS, DsaWeights.all(GemmQuant.BFLOAT16));
    assertEquals(86_638_592, new DsaGeneration(wide, 1).weightBytes());
  }

  @Test
  void eachProjectionCountsInItsOwnFormat() {
    DsaWeights mixed =
        new DsaWeights(
            GemmQuant.BFLOAT16, GemmQuant.FP8_BLOCK, GemmQuant.FP8_BLOCK, GemmQuant.FP8_BLOCK);
    double narrow = DsaWeights.all(GemmQuant.FP8_BLOCK).bytes(DsaVariant.DEEPSEEK_V32, 16);
    double withWideQuery = mixed.bytes(DsaVariant.DEEPSEEK_V32, 16);
    assertEquals(15_728_640, withWideQuery - narrow);
  }

  @Test
  void decodeReadsAtMostTheChosenTokens() {
    DsaBlock block = block(DsaVariant.GLM5, 16);
    Bound near = block.decodeBound(SGLANG.database(), 16, 8, 2048);
    Bound far = block.decodeBound(SGLANG.database(), 16, 8, 8192);
    double indexKeyBytes = 132;
    double addedMs = 8 * (8192 - 2048) * indexKeyBytes / 7.7e12 * 1000;
    assertEquals(addedMs, far.memoryMs() - near.memoryMs(), 1e-12);
    assertTrue(far.mathMs() > near.mathMs());
  }

  private static DsaBlock block(DsaVariant variant, int heads) {
    return new DsaBlock(variant, heads, 2048, FORMATS, DsaWeights.all(GemmQuant.FP8_BLOCK));
  }
}
