package io.servelab.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.Worker;
import io.servelab.model.ModelCatalog;
import io.servelab.op.LayerOp;
import io.servelab.op.moe.Moe;
import io.servelab.step.MemoryModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every bundled model, whatever its family. */
class ModelPropertyTest {

  private static final double EXACT = 1e-9;
  private static final Map<String, Worker> WORKERS = new ConcurrentHashMap<>();

  private static Worker worker(String model) {
    return WORKERS.computeIfAbsent(
        model, id -> TestWorkers.worker(TestWorkers.plan(id, 8, TestWorkers.rooflines())));
  }

  private static double memory(String model, long batch, long context) {
    return worker(model)
        .memory()
        .ledger(new MemoryModel.Moment(8192, 1, batch, context))
        .totalBytes();
  }

  @Property(tries = 300)
  void memoryGrowsWithBatchAndContext(
      @ForAll("models") String model,
      @ForAll @IntRange(min = 1, max = 2000) int batch,
      @ForAll @IntRange(min = 1, max = 2000) int moreRequests,
      @ForAll @IntRange(min = 1, max = 100_000) int context,
      @ForAll @IntRange(min = 1, max = 100_000) int moreTokens) {
    double here = memory(model, batch, context);
    assertTrue(memory(model, batch + moreRequests, context) > here);
    assertTrue(memory(model, batch, context + moreTokens) >= here);
  }

  @Property(tries = 300)
  void memoryGrowsWithTheTokensOfAPass(
      @ForAll("models") String model,
      @ForAll @IntRange(min = 1, max = 100_000) int tokens,
      @ForAll @IntRange(min = 1, max = 100_000) int more) {
    MemoryModel memory = worker(model).memory();
    assertTrue(
        memory.ledger(new MemoryModel.Moment(tokens + more, 1, 1, 1000)).totalBytes()
            >= memory.ledger(new MemoryModel.Moment(tokens, 1, 1, 1000)).totalBytes());
  }

  @Property(tries = 200)
  void memoryAndTimeShrinkWithTheLayers(
      @ForAll("models") String model, @ForAll @IntRange(min = 1, max = 20) int dropped) {
    Worker whole = worker(model);
    int layers = whole.plan().layers();
    int fewer = Math.min(dropped, layers - 1);
    Worker shorter =
        TestWorkers.worker(
            whole.plan(),
            new LayerEdit.Within(new LayerEdit.Drop("*"), new LayerRange(0, fewer - 1)));
    assertTrue(shorter.stack().weightBytes() < whole.stack().weightBytes());
    assertTrue(
        shorter.timer().prefill(1, 1000, 0).latencyMs()
            < whole.timer().prefill(1, 1000, 0).latencyMs());
  }

  @Property(tries = 300)
  void aPassTakesLongerTheMoreItDoes(
      @ForAll("models") String model,
      @ForAll @IntRange(min = 1, max = 256) int batch,
      @ForAll @IntRange(min = 1, max = 256) int moreRequests,
      @ForAll @IntRange(min = 1, max = 20_000) int length,
      @ForAll @IntRange(min = 1, max = 20_000) int moreTokens) {
    Worker worker = worker(model);
    double decodeMs = worker.timer().decode(batch, length).latencyMs();
    assertGrows(decodeMs, worker.timer().decode(batch + moreRequests, length).latencyMs());
    assertGrows(decodeMs, worker.timer().decode(batch, length + moreTokens).latencyMs());
    double prefillMs = worker.timer().prefill(1, length, 0).latencyMs();
    assertTrue(prefillMs > 0 && Double.isFinite(prefillMs), model + ": " + prefillMs);
    assertGrows(prefillMs, worker.timer().prefill(1, length + moreTokens, 0).latencyMs());
    assertGrows(prefillMs, worker.timer().prefill(1 + moreRequests % 4, length, 0).latencyMs());
  }

  private static void assertGrows(double less, double more) {
    assertTrue(more >= less * (1 - EXACT), less + " became " + more);
  }

  /** A rank holds its part of an operation or all of it, and all ranks hold the whole. */
  @Property(tries = 100)
  void theRanksOfAWorkerHoldTheWholeModel(
      @ForAll("models") String model, @ForAll("ranks") int ranks) {
    Map<String, Double> whole = weights(model, 1);
    weights(model, ranks)
        .forEach(
            (name, part) -> {
              double all = whole.getOrDefault(name, 0.0);
              assertTrue(part <= all * (1 + EXACT), name + " grew from " + all + " to " + part);
              assertTrue(part * ranks >= all * (1 - EXACT), name + " lost weights of " + all);
            });
  }

  @Property(tries = 60)
  void expertsAreSpreadEvenly(@ForAll("models") String model, @ForAll("ranks") int ranks) {
    assertEquals(experts(model, 1) / ranks, experts(model, ranks), experts(model, 1) * EXACT);
  }

  private static List<LayerOp> prefill(String model, int ranks) {
    return ModelLayers.stack(TestWorkers.plan(model, ranks, TestWorkers.rooflines())).prefill();
  }

  private static Map<String, Double> weights(String model, int ranks) {
    Map<String, Double> byName = new HashMap<>();
    prefill(model, ranks).forEach(op -> byName.merge(op.name(), op.weightBytes(), Double::sum));
    return byName;
  }

  private static double experts(String model, int ranks) {
    return prefill(model, ranks).stream()
        .filter(op -> op.operation() instanceof Moe)
        .mapToDouble(LayerOp::weightBytes)
        .sum();
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of(ModelCatalog.names());
  }

  @Provide
  Arbitrary<Integer> ranks() {
    return Arbitraries.of(2, 4, 8);
  }
}
