package io.servelab.search;

import io.servelab.engine.EncoderRun;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass of a deployed worker as its stack of operations, each timed on its own.
 *
 * @param name what the pass is: encoder, prefill or decode
 * @param rows its operations in order, those inside groups below their group
 */
public record PassLayers(String name, List<TimedLayer> rows) {

  /** Copies the rows. */
  public PassLayers {
    rows = List.copyOf(rows);
  }

  /** Time of the pass, milliseconds; NaN if an operation was not measured. */
  public double latencyMs() {
    return rows.stream()
        .filter(row -> row.group().isEmpty())
        .mapToDouble(TimedLayer::latencyMs)
        .sum();
  }

  /**
   * The passes of a candidate with the edits of the search: prefill of one batch and decode in the
   * middle of a request, as each worker runs them; without the correction of separate pools.
   */
  public static List<PassLayers> of(SearchRequest search, Candidate candidate) {
    List<PassLayers> passes = new ArrayList<>();
    if (candidate instanceof AggregatedCandidate mixed) {
      addPrefill(passes, search, mixed.worker(), 1);
      addDecode(passes, search, mixed.worker(), mixed.row().point().batch());
    } else if (candidate instanceof DisaggregatedCandidate pools) {
      addPrefill(passes, search, pools.prefill().worker(), pools.prefill().row().batch());
      addDecode(passes, search, pools.decode().worker(), pools.decode().row().batch());
    }
    return passes;
  }

  private static void addPrefill(
      List<PassLayers> passes, SearchRequest search, Worker worker, long batch) {
    RequestShape request = search.request();
    LayerStack stack = stack(search, worker);
    EncoderRun.shape(worker.plan(), request.images(), batch)
        .ifPresent(shape -> passes.add(of("encoder", stack.encoder(), worker, shape)));
    OpShape shape = OpShape.prefill(batch, request.newTokens(), request.prefix());
    passes.add(of("prefill", stack.prefill(), worker, shape));
  }

  private static void addDecode(
      List<PassLayers> passes, SearchRequest search, Worker worker, long batch) {
    long tokens = batch * search.options().choices().speculation().width();
    OpShape shape = OpShape.decode(tokens, search.request().typicalCache());
    passes.add(of("decode", stack(search, worker).decode(), worker, shape));
  }

  /** The operations themselves: those of a search remember answers and hide what they are. */
  private static LayerStack stack(SearchRequest search, Worker worker) {
    return ModelLayers.stack(worker.plan(), search.options().choices().edits());
  }

  private static PassLayers of(
      String name, List<LayerOp> operations, Worker worker, OpShape shape) {
    List<TimedLayer> rows = new ArrayList<>();
    for (LayerOp operation : operations) {
      if (operation.count() > 0) {
        add(rows, "", operation, worker, shape);
      }
    }
    return new PassLayers(name, rows);
  }

  private static void add(
      List<TimedLayer> rows, String group, LayerOp operation, Worker worker, OpShape shape) {
    rows.add(TimedLayer.of(group, operation, worker.database(), shape));
    String name = operation.name();
    if (operation.operation() instanceof Overlap overlap) {
      overlap.first().forEach(part -> add(rows, name, part, worker, shape));
      overlap.second().forEach(part -> add(rows, name, part, worker, shape));
    } else if (operation.operation() instanceof Fallback fallback) {
      add(rows, name, fallback.block(), worker, shape);
      fallback.parts().forEach(part -> add(rows, name, part, worker, shape));
    }
  }
}
