package io.servelab.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.attention.ContextAttention;
import io.servelab.op.attention.GenerationAttention;
import io.servelab.op.attention.Heads;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.dense.Gemm;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Full-precision answers of aiconfigurator 0.12.0 over its own tables: vectors V1 to V4, V7, V8 and
 * V13 of its delta page.
 */
class OperatorVectorsTest {

  private static final double RELATIVE = 1e-12;
  private static final List<String> ANY_LANE = List.of("default");

  @Test
  void v1BlockwiseFp8Projection() {
    Gemm gemm = Gemm.of(5120, 3200, GemmQuant.FP8_BLOCK);
    expect(0.04461369503367029, Source.SILICON, h200(), gemm, tokens(777));
  }

  @Test
  void v2SixteenBitProjectionOfAnUnmeasuredShape() {
    Gemm gemm = Gemm.of(5000, 3000, GemmQuant.BFLOAT16);
    expect(0.018226922486885712, Source.SILICON, h200(), gemm, tokens(333));
  }

  @Test
  void v3PrefillAttentionBehindACachedPrefix() {
    ContextAttention attention =
        new ContextAttention(
            new Heads(16, 2, 128), 0, FmhaQuant.FP8, KvQuant.FP8, false, 1, ANY_LANE);
    expect(0.38514633455467195, Source.MIXED, h200(), attention, OpShape.prefill(3, 3500, 500));
  }

  @Test
  void v4DecodeAttention() {
    GenerationAttention attention =
        new GenerationAttention(new Heads(16, 2, 128), 0, KvQuant.FP8, ANY_LANE);
    expect(0.04828736497001955, Source.SILICON, h200(), attention, OpShape.decode(64, 4251));
  }

  @Test
  void v7AllReduceBeyondTheNodeAndEstimated() {
    expect(0.8346105827184926, Source.SILICON, h200(), CustomAllReduce.of(5120, 16), tokens(1000));
    expect(
        0.08701490303565397,
        Source.EMPIRICAL,
        h200().withMode(DataMode.EMPIRICAL),
        CustomAllReduce.of(5120, 8),
        tokens(1000));
  }

  @Test
  void v8LaneOrderDecidesWhichKernelAnswers() {
    PerfDatabase database = open("b200_sxm", ServingEngine.SGLANG);
    expect(
        0.15734284639295296,
        Source.MIXED,
        database,
        wideHeads(List.of("triton", "trtllm_mha", "flashinfer", "fa3", "fla", "default")),
        OpShape.prefill(2, 1500, 0));
    expect(
        0.05493507138835012,
        Source.MIXED,
        database,
        wideHeads(ANY_LANE),
        OpShape.prefill(2, 1500, 0));
  }

  @Test
  void v13SixteenBitProjectionOnARack() {
    expect(
        0.020717266779839344,
        Source.SILICON,
        open("gb200", ServingEngine.VLLM),
        Gemm.of(4096, 4096, GemmQuant.BFLOAT16),
        tokens(777));
  }

  /** Row 1 of section 10.1 of the modelling specification. */
  @Test
  void weightsAreCountedAtTheWidthOfTheirFormat() {
    assertEquals(8_388_608, Gemm.of(1024, 4096, GemmQuant.BFLOAT16).weightBytes());
    assertEquals(4_194_304, Gemm.of(1024, 4096, GemmQuant.FP8).weightBytes());
  }

  private static ContextAttention wideHeads(List<String> lanes) {
    return new ContextAttention(
        new Heads(8, 1, 256), 0, FmhaQuant.BFLOAT16, KvQuant.BFLOAT16, false, 1, lanes);
  }

  private static void expect(
      double latencyMs, Source source, PerfDatabase database, Operation operation, OpShape shape) {
    OpTime time = operation.bind(database).time(shape);
    assertEquals(latencyMs, time.latencyMs(), RELATIVE * latencyMs);
    assertEquals(source, time.source());
  }

  private static OpShape tokens(long count) {
    return OpShape.prefill(1, count, 0);
  }

  private static PerfDatabase h200() {
    return open("h200_sxm", ServingEngine.TRTLLM);
  }

  private static PerfDatabase open(String system, ServingEngine engine) {
    return PerfDatabase.open(DataHome.locate(Optional.empty()), system, engine, "current");
  }
}
