package io.servelab.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.GemmQuant;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.Operation;
import io.servelab.op.dense.Gemm;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What edits do to the operations of passes. */
class LayerEditTest {

  private static final String DENSE = "Qwen/Qwen3-32B-FP8";
  private static final int LAYERS = 64;
  private static final double EXACT = 1e-9;

  private static LayerStack edited(LayerEdit... edits) {
    return ModelLayers.stack(TestWorkers.plan(DENSE, 2, TestWorkers.rooflines()), List.of(edits));
  }

  private static LayerOp find(List<LayerOp> operations, String name) {
    return operations.stream().filter(op -> op.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aNameWithoutItsPhaseMeansBothPasses() {
    LayerEdit both = new LayerEdit.Drop("qkv_gemm");
    LayerEdit prefill = new LayerEdit.Drop("context_qkv_gemm");
    assertEquals(edited().prefill().size() - 1, edited(both).prefill().size());
    assertEquals(edited().decode().size() - 1, edited(both).decode().size());
    assertEquals(edited().decode(), edited(prefill).decode());
  }

  @Test
  void droppedOperationsTakeTheirWeightsAlong() {
    double before = edited().weightBytes();
    double dropped = find(edited().prefill(), "context_qkv_gemm").weightBytes();
    assertEquals(
        before - dropped, edited(new LayerEdit.Drop("qkv_gemm")).weightBytes(), before * EXACT);
  }

  @Test
  void requantisedProjectionsWeighWhatTheirFormatWeighs() {
    Gemm before = (Gemm) find(edited().prefill(), "context_qkv_gemm").operation();
    LayerStack wide = edited(new LayerEdit.Requantise("qkv_gemm", "bfloat16"));
    Gemm after = (Gemm) find(wide.prefill(), "context_qkv_gemm").operation();
    assertEquals(GemmQuant.BFLOAT16, after.quant());
    assertEquals(2, after.weightBytes() / before.weightBytes(), EXACT);
  }

  @Test
  void aRangeOfLayersChangesItsShareAndNothingOutsideLayers() {
    LayerRange quarter = new LayerRange(0, LAYERS / 4 - 1);
    LayerStack stack =
        edited(new LayerEdit.Within(new LayerEdit.Requantise("*", "bfloat16"), quarter));
    List<LayerOp> projections =
        stack.prefill().stream().filter(op -> op.name().equals("context_qkv_gemm")).toList();
    assertEquals(List.of(16.0, 48.0), projections.stream().map(LayerOp::count).toList());
    assertEquals(
        List.of("bfloat16", "fp8_block"),
        projections.stream()
            .map(op -> OperationFormats.formatOf(op.operation()).orElseThrow())
            .toList());
    LayerStack shorter = edited(new LayerEdit.Within(new LayerEdit.Drop("*"), quarter));
    assertEquals(
        find(edited().prefill(), "context_logits_gemm"),
        find(shorter.prefill(), "context_logits_gemm"));
    assertEquals(48, find(shorter.prefill(), "context_qkv_gemm").count());
  }

  @Test
  void aRangeBeyondTheModelIsRefused() {
    LayerEdit deep = new LayerEdit.Within(new LayerEdit.Drop("*"), new LayerRange(60, LAYERS));
    InvalidValueException refusal = assertThrows(InvalidValueException.class, () -> edited(deep));
    assertTrue(refusal.getMessage().contains("0-63"), refusal.getMessage());
  }

  @Test
  void anAddedOperationRunsAsOftenAsTheOneBefore() {
    LayerStack stack =
        edited(new LayerEdit.Add("qkv_gemm", "adapter", Gemm.of(64, 5120, GemmQuant.BFLOAT16)));
    List<String> names = stack.decode().stream().map(LayerOp::name).toList();
    assertEquals(names.indexOf("generation_qkv_gemm") + 1, names.indexOf("generation_adapter"));
    assertEquals(LAYERS, find(stack.prefill(), "context_adapter").count());
  }

  @Test
  void aReplacedOperationTakesTheStatedTime() {
    LayerPlan plan = TestWorkers.plan(DENSE, 2, TestWorkers.rooflines());
    LayerEdit fixed = new LayerEdit.Replace("*", new FixedTime(0.5, 0.25, 10));
    Worker worker = TestWorkers.worker(plan, fixed);
    double calls = worker.stack().decode().stream().mapToDouble(LayerOp::count).sum();
    assertEquals(calls * (0.5 + 8 * 0.25), worker.timer().decode(8, 1000).latencyMs(), EXACT);
  }

  @Test
  void aFormatThatNoOperationKnowsIsNamedWithThoseThatItDoes() {
    UnknownNameException refusal =
        assertThrows(
            UnknownNameException.class,
            () -> edited(new LayerEdit.Requantise("context_attention", "fp9")));
    assertTrue(refusal.getMessage().contains("fp8"), refusal.getMessage());
  }

  @Test
  void anEditThatMeetsNothingSaysSo() {
    LayerStack stack = edited();
    assertFalse(stack.meets(new LayerEdit.Drop("moe"), LAYERS));
    assertFalse(stack.meets(new LayerEdit.Requantise("add_norm_1", "fp8"), LAYERS));
    assertTrue(stack.meets(new LayerEdit.Scale("*norm*", 0), LAYERS));
  }

  @Test
  void editedPartsMoveAMeasuredBlockByWhatTheyMove() {
    Operation part = new FixedTime(3, 0, 30);
    Fallback measured =
        new Fallback(
            LayerOp.tokens("block", 1, new FixedTime(10, 0, 100)),
            List.of(LayerOp.tokens("first", 1, part), LayerOp.tokens("second", 1, part)));
    LayerStack stack = new LayerStack(List.of(LayerOp.tokens("group", 1, measured)), List.of());
    LayerStack halved = stack.with(List.of(new LayerEdit.Scale("first", 0.5)), 1);
    LayerStack lighter = halved.with(List.of(new LayerEdit.Drop("second")), 1);
    assertEquals(8.5, timeMs(halved), EXACT);
    assertEquals(5.5, timeMs(lighter), EXACT);
    assertEquals(100, halved.weightBytes(), EXACT);
    assertEquals(70, lighter.weightBytes(), EXACT);
    assertEquals(5, timeMs(stack.with(List.of(new LayerEdit.Scale("block", 0.5)), 1)), EXACT);
    assertEquals(6, timeMs(stack.with(List.of(new LayerEdit.Drop("block")), 1)), EXACT);
  }

  @Test
  void aRangeOfLayersSplitsAGroupAsAWhole() {
    Overlap overlap =
        new Overlap(
            List.of(LayerOp.tokens("long", 1, new FixedTime(10, 0, 0))),
            List.of(LayerOp.tokens("short", 1, new FixedTime(6, 0, 0))));
    LayerStack stack = new LayerStack(List.of(LayerOp.tokens("group", 1, overlap)), List.of());
    LayerEdit half = new LayerEdit.Within(new LayerEdit.Drop("long"), new LayerRange(0, 1));
    assertEquals((10 + 6) / 2.0, timeMs(stack.with(List.of(half), 4)), EXACT);
  }

  private static double timeMs(LayerStack stack) {
    return stack.prefill().stream()
        .mapToDouble(
            op -> op.bind(TestWorkers.rooflines()).time(OpShape.prefill(1, 10, 0)).latencyMs())
        .sum();
  }

  static Stream<String> models() {
    return TestWorkers.models().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyEditWorksOnEveryModel(String model) {
    LayerPlan plan = TestWorkers.plan(model, 8, TestWorkers.rooflines());
    Worker worker = TestWorkers.worker(plan);
    double prefillMs = worker.timer().prefill(1, 1000, 0).latencyMs();
    double decodeMs = worker.timer().decode(8, 1000).latencyMs();
    Worker faster = TestWorkers.worker(plan, new LayerEdit.Scale("*", 0.5));
    assertEquals(prefillMs / 2, faster.timer().prefill(1, 1000, 0).latencyMs(), prefillMs * EXACT);
    assertEquals(decodeMs / 2, faster.timer().decode(8, 1000).latencyMs(), decodeMs * EXACT);
    LayerEdit wide = new LayerEdit.Requantise("*", "bfloat16");
    assertTrue(worker.stack().meets(wide, plan.layers()));
    assertTrue(
        TestWorkers.worker(plan, wide).stack().weightBytes() >= worker.stack().weightBytes());
    LayerRange firstHalf = new LayerRange(0, plan.layers() / 2 - 1);
    Worker shorter =
        TestWorkers.worker(plan, new LayerEdit.Within(new LayerEdit.Drop("*"), firstHalf));
    assertTrue(shorter.timer().decode(8, 1000).latencyMs() < decodeMs);
    assertEquals(
        0,
        TestWorkers.worker(plan, new LayerEdit.Drop("*")).stack().weightBytes(),
        worker.stack().weightBytes() * EXACT);
    assertThrows(
        UnknownNameException.class,
        () -> TestWorkers.worker(plan, new LayerEdit.Requantise("*_gemm", "fp9")));
  }
}
