package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.layers.LayerStack;
import io.servelab.op.Bound;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import io.servelab.step.PassTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * An operation of a chosen deployment against the least time that the hardware allows it.
 *
 * @param pass the pass that it is part of
 * @param operation its name
 * @param timeMs time of all its calls in the pass, milliseconds
 * @param mathMs least time for its arithmetic, milliseconds; 0 where it has none or none is known
 * @param memoryMs least time for its memory traffic, milliseconds
 */
public record BoundedOperation(
    String pass, String operation, double timeMs, double mathMs, double memoryMs) {

  /** One term of the bound of an operation, told as its time, so that passes are put together. */
  private record Term(Operation operation, ToDoubleFunction<Bound> term) implements Operation {

    @Override
    public OperationTimer bind(PerfDatabase database) {
      OperationTimer timer = operation.bind(database);
      return (OpShape shape) ->
          OpTime.roofline(timer.bound(shape).map(term::applyAsDouble).orElse(0.0));
    }
  }

  /** The operations of the passes of a candidate, in order. */
  public static List<BoundedOperation> of(SearchRequest search, Candidate candidate) {
    List<ExplainedPass> times = ExplainedPass.of(search, candidate);
    List<ExplainedPass> math = ExplainedPass.of(search, bounded(candidate, Bound::mathMs));
    List<ExplainedPass> memory = ExplainedPass.of(search, bounded(candidate, Bound::memoryMs));
    List<BoundedOperation> operations = new ArrayList<>();
    for (int index = 0; index < times.size(); index++) {
      Map<String, Double> mathMs = byName(math.get(index));
      Map<String, Double> memoryMs = byName(memory.get(index));
      for (PassTime.Row row : times.get(index).time().rows()) {
        operations.add(
            new BoundedOperation(
                times.get(index).name(),
                row.name(),
                row.time().latencyMs(),
                mathMs.getOrDefault(row.name(), 0.0),
                memoryMs.getOrDefault(row.name(), 0.0)));
      }
    }
    return operations;
  }

  private static Map<String, Double> byName(ExplainedPass pass) {
    Map<String, Double> times = new HashMap<>();
    pass.time().rows().forEach(row -> times.put(row.name(), row.time().latencyMs()));
    return times;
  }

  private static Candidate bounded(Candidate candidate, ToDoubleFunction<Bound> term) {
    UnaryOperator<Worker> told =
        worker -> Worker.of(worker.plan(), told(worker.stack(), term), worker.database());
    if (candidate instanceof AggregatedCandidate mixed) {
      return new AggregatedCandidate(
          told.apply(mixed.worker()),
          mixed.row(),
          mixed.encoder(),
          mixed.workers(),
          mixed.encoders());
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    return new DisaggregatedCandidate(
        told(pools.prefill(), told), told(pools.decode(), told), pools.row(), pools.encoders());
  }

  private static WorkerPoint told(WorkerPoint point, UnaryOperator<Worker> told) {
    return new WorkerPoint(told.apply(point.worker()), point.row(), point.encoder());
  }

  private static LayerStack told(LayerStack stack, ToDoubleFunction<Bound> term) {
    return new LayerStack(
        told(stack.prefill(), term), told(stack.decode(), term), told(stack.encoder(), term));
  }

  private static List<LayerOp> told(List<LayerOp> operations, ToDoubleFunction<Bound> term) {
    return operations.stream()
        .map(operation -> operation.withOperation(new Term(operation.operation(), term)))
        .toList();
  }
}
