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
import io.servelab.perf.Evidence;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MsaTest {

  private static final AskedDatabase MEASURED = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
  private static final AskedDatabase UNMEASURED =
      AskedDatabase.of("b200_sxm", ServingEngine.SGLANG);

  @Test
  void blocksAreReadFromTheirTable() {
    MEASURED.answers(
        0.5259740293660513,
        Source.SILICON,
        new MsaContext(block(32, 2, KvQuant.BFLOAT16, GemmQuant.BFLOAT16), MsaDonor.GLM5),
        OpShape.prefill(3, 700, 500));
    MEASURED.answers(
        0.07044278564453126,
        Source.SILICON,
        new MsaGeneration(block(16, 1, KvQuant.FP8, GemmQuant.FP8_BLOCK), MsaDonor.GLM5),
        OpShape.decode(50, 5000));
  }

  @Test
  void withoutATableTheUtilisationOfDsaIsBorrowed() {
    MsaContext prefill =
        new MsaContext(block(32, 2, KvQuant.BFLOAT16, GemmQuant.FP8_BLOCK), MsaDonor.GLM5);
    OpShape shape = OpShape.prefill(3, 4447, 0);
    UNMEASURED.lacks(Missing.MEASUREMENT, prefill, shape);
    UNMEASURED.in(DataMode.HYBRID).answers(3.155153525827152, Source.EMPIRICAL, prefill, shape);
    MsaGeneration decode =
        new MsaGeneration(block(16, 1, KvQuant.BFLOAT16, GemmQuant.BFLOAT16), MsaDonor.GLM5);
    AskedDatabase hybrid = UNMEASURED.in(DataMode.HYBRID);
    hybrid.answers(0.06305076216525349, Source.EMPIRICAL, decode, OpShape.decode(30, 4447));
    assertEquals(Evidence.XOP, hybrid.ask(decode, OpShape.decode(30, 4447)).evidence());
  }

  @Test
  void borrowingNeedsTransferBetweenOperators() {
    MsaGeneration decode =
        new MsaGeneration(block(16, 1, KvQuant.BFLOAT16, GemmQuant.BFLOAT16), MsaDonor.GLM5);
    UNMEASURED
        .in(DataMode.HYBRID)
        .allowing("balanced")
        .lacks(Missing.ESTIMATE, decode, OpShape.decode(30, 4447));
  }

  private static MsaBlock block(int heads, int keyValueHeads, KvQuant kv, GemmQuant gemm) {
    return new MsaBlock(
        6144,
        new MsaHeads(heads, keyValueHeads, 128, 128),
        new SparseIndexer(4, 128, 16),
        128,
        new BlockFormats(FmhaQuant.BFLOAT16, kv, gemm));
  }
}
