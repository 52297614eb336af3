package io.servelab.op.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.SparseIndexer;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class Dsv4Test {

  private static final AskedDatabase SGLANG = AskedDatabase.of("b200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase VLLM = AskedDatabase.of("b200_sxm", ServingEngine.VLLM);
  private static final BlockFormats FORMATS =
      new BlockFormats(FmhaQuant.BFLOAT16, KvQuant.FP8, GemmQuant.FP8_BLOCK);
  private static final OpShape PREFIXED = OpShape.prefill(2, 3000, 1000);

  @Test
  void bothKindsOfLayersOverPrompts() {
    SGLANG.answers(4.180910302734375, Source.SILICON, prefill(pro(Dsv4Kind.CSA, 1)), PREFIXED);
    SGLANG.answers(2.49349013671875, Source.SILICON, prefill(pro(Dsv4Kind.HCA, 1)), PREFIXED);
  }

  @Test
  void decodeIsCorrectedToRealScoresWhereTheyWereCalibrated() {
    Dsv4Generation decode = new Dsv4Generation(pro(Dsv4Kind.CSA, 1));
    SGLANG.answers(0.13456348632812498, Source.SILICON, decode, OpShape.decode(3, 7000));
    VLLM.answers(0.13253349609375, Source.SILICON, decode, OpShape.decode(3, 7000));
    SGLANG.answers(
        0.1162803955078125,
        Source.SILICON,
        new Dsv4Generation(pro(Dsv4Kind.HCA, 1)),
        OpShape.decode(20, 3000));
  }

  @Test
  void headsThatWereNotMeasuredTakeTheNextSmallerNumber() {
    Dsv4Block block = pro(Dsv4Kind.CSA, 1);
    Dsv4Block odd = new Dsv4Block(block.kind(), block.sizes(), new Dsv4Heads(48, 128, 16), FORMATS);
    SGLANG.answers(2.2941292480468753, Source.SILICON, prefill(odd), PREFIXED);
  }

  @Test
  void estimateAndRoofline() {
    Dsv4Context prefill = prefill(pro(Dsv4Kind.CSA, 1));
    SGLANG.in(DataMode.EMPIRICAL).answers(4.16383250445157, Source.EMPIRICAL, prefill, PREFIXED);
    SGLANG.in(DataMode.SOL).answers(1.6116647253333334, Source.SOL, prefill, PREFIXED);
  }

  @Test
  void ranksThatSplitAPromptGatherWhatTheOthersCached() {
    SGLANG.answers(
        0.9102,
        Source.ESTIMATED,
        new Dsv4Context(pro(Dsv4Kind.HCA, 1), 4),
        OpShape.prefill(2, 4096, 0));
  }

  @Test
  void ranksThatSplitAPromptScoreAllOfItPieceByPiece() {
    Dsv4Block block = flash(Dsv4Kind.CSA, 1);
    SGLANG.answers(
        1.2226665591885677,
        Source.ESTIMATED,
        new Dsv4Context(block, 4),
        OpShape.prefill(3, 5000, 128));
    SGLANG.answers(
        1.832306943549502,
        Source.ESTIMATED,
        new Dsv4Context(block, 2),
        OpShape.prefill(1, 10000, 128));
  }

  @Test
  void splitPromptsNeedTheIndexerMeasuredForTheModel() {
    SGLANG.lacks(
        Missing.MEASUREMENT, new Dsv4Context(pro(Dsv4Kind.CSA, 1), 4), OpShape.prefill(2, 4096, 0));
  }

  /**
   * Flash over four ranks and Pro over eight; weights of one layer as the reference counts them.
   */
  @Test
  void weightsAreThoseOfProjectionsCompressorAndIndexer() {
    assertEquals(59_265_088, prefill(flash(Dsv4Kind.CSA, 4)).weightBytes());
    assertEquals(44_302_400, prefill(flash(Dsv4Kind.HCA, 4)).weightBytes());
    assertEquals(90_591_296, new Dsv4Generation(pro(Dsv4Kind.CSA, 8)).weightBytes());
    assertEquals(66_322_496, new Dsv4Generation(pro(Dsv4Kind.HCA, 8)).weightBytes());
  }

  private static Dsv4Context prefill(Dsv4Block block) {
    return new Dsv4Context(block, 1);
  }

  private static Dsv4Block pro(Dsv4Kind kind, int tp) {
    SparseIndexer indexer = new SparseIndexer(64, 128, 1024);
    Dsv4Sizes sizes = new Dsv4Sizes(7168, 512, 64, 1536, 1024, 128, indexer);
    return new Dsv4Block(kind, sizes, Dsv4Heads.split(128, 16, tp), FORMATS);
  }

  private static Dsv4Block flash(Dsv4Kind kind, int tp) {
    SparseIndexer indexer = new SparseIndexer(64, 128, 512);
    Dsv4Sizes sizes = new Dsv4Sizes(4096, 512, 64, 1024, 1024, 128, indexer);
    return new Dsv4Block(kind, sizes, Dsv4Heads.split(64, 8, tp), FORMATS);
  }
}
