package io.servelab.bench;

import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.model.Models;
import io.servelab.model.QuantContext.Purpose;
import io.servelab.model.RequestedLayout;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TransferPolicy;
import io.servelab.step.PassTime;
import io.servelab.step.StepTimer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Times that were never asked before: every call has another shape, so no answer is remembered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PassTimeBenchmark {

  private static final int TENSOR_PARALLEL = 4;

  private final PerfDatabase database =
      new Databases(DataHome.locate(Optional.empty()))
          .get(
              "h200_sxm",
              ServingEngine.of("trtllm"),
              "current",
              DataMode.SILICON,
              TransferPolicy.AGGRESSIVE);
  private final LayerStack layers = layers(database);
  private final StepTimer pass = StepTimer.of(layers, database);
  private final OperationTimer attention = timer("generation_attention");
  private final OperationTimer gemm = timer("generation_qkv_gemm");
  private long next;

  private static LayerStack layers(PerfDatabase database) {
    RequestedLayout layout =
        new RequestedLayout(TENSOR_PARALLEL, 1, 1, OptionalInt.empty(), OptionalInt.empty(), 1);
    LayerPlan plan =
        WorkerFactory.plan(
            new WorkerSpec(
                new Models().find("Qwen/Qwen3-32B-FP8"),
                database,
                layout,
                ServingChoices.NONE,
                WorkerRole.MIXED,
                Purpose.SEARCH));
    return ModelLayers.stack(plan);
  }

  private OperationTimer timer(String operation) {
    return layers.decode().stream()
        .filter(layer -> layer.name().equals(operation))
        .findFirst()
        .orElseThrow()
        .bind(database);
  }

  private OpShape shape() {
    next++;
    return OpShape.decode(1 + next % 60, 1000 + next % 7001);
  }

  /** One interpolation of a three-axis table. */
  @Benchmark
  public OpTime attention() {
    return attention.time(shape());
  }

  /** The same beyond its points, carried on by the roofline. */
  @Benchmark
  public OpTime attentionBeyondTheTable() {
    next++;
    return attention.time(OpShape.decode(1000 + next % 1000, 40_000 + next % 30_011));
  }

  /** One interpolation of a matrix product. */
  @Benchmark
  public OpTime gemm() {
    return gemm.time(shape());
  }

  /** All operations of a decode pass, with source and evidence of each. */
  @Benchmark
  public PassTime decodePass() {
    next++;
    return pass.decode(1 + next % 60, 1000 + next % 7001);
  }
}
