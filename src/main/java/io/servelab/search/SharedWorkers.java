package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerSpec;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.DataMode;
import io.servelab.perf.OwnTable;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workers whose operations remember their answers, within a search and from one search to the next.
 *
 * <p>Memory grows with the shapes that were asked until the object is dropped.
 */
public final class SharedWorkers implements WorkerSource {

  private final Map<DatabaseKey, Map<Operation, OperationTimer>> timers = new ConcurrentHashMap<>();

  /** What decides an answer besides the operation and the shape. */
  private record DatabaseKey(
      Path home,
      String system,
      String engine,
      String version,
      DataMode mode,
      TransferPolicy transfers,
      RuleSet rules,
      List<OwnTable> own) {

    static DatabaseKey of(PerfDatabase database) {
      return new DatabaseKey(
          database.home().folder(),
          database.system().name(),
          database.engine().id(),
          database.version(),
          database.mode(),
          database.transfers(),
          database.rules(),
          database.own());
    }
  }

  @Override
  public Worker build(WorkerSpec spec) {
    LayerPlan plan = WorkerFactory.plan(spec);
    Map<Operation, OperationTimer> shared =
        timers.computeIfAbsent(
            DatabaseKey.of(spec.database()), absent -> new ConcurrentHashMap<>());
    LayerStack stack = ModelLayers.stack(plan, spec.choices().edits());
    return Worker.of(plan, shared(stack, shared), spec.database());
  }

  private static LayerStack shared(LayerStack stack, Map<Operation, OperationTimer> timers) {
    return new LayerStack(
        shared(stack.prefill(), timers),
        shared(stack.decode(), timers),
        shared(stack.encoder(), timers));
  }

  private static List<LayerOp> shared(
      List<LayerOp> operations, Map<Operation, OperationTimer> timers) {
    return operations.stream()
        .map(each -> each.withOperation(new SharedOperation(each.operation(), timers)))
        .toList();
  }
}
