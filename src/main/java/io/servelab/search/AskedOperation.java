package io.servelab.search;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.AggregatedRow;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An operation of a chosen deployment with the shape in which a typical pass asks for it.
 *
 * @param name its name in the pass
 * @param timer times all its calls in a pass
 * @param shape the shape
 */
public record AskedOperation(String name, OperationTimer timer, OpShape shape) {

  private static final int ROOM = 2;
  private static final long LEAST_SHOWN = 64;

  /**
   * An operation of a candidate.
   *
   * @param name as the explanation of the candidate names it
   * @throws UnknownNameException if there is none of that name; names the nearest ones
   */
  public static AskedOperation of(SearchRequest search, Candidate candidate, String name) {
    List<String> known = new ArrayList<>();
    for (Pass pass : passes(search.request(), candidate)) {
      for (LayerOp operation : pass.operations()) {
        known.add(operation.name());
        if (operation.name().equals(name)) {
          return new AskedOperation(name, operation.bind(pass.worker.database()), pass.shape);
        }
      }
    }
    throw UnknownNameException.of("operation", name, known);
  }

  /** A pass of a worker. */
  private record Pass(Worker worker, OpShape shape) {

    List<LayerOp> operations() {
      return worker.stack().of(shape.phase());
    }
  }

  private static List<Pass> passes(RequestShape request, Candidate candidate) {
    if (candidate instanceof AggregatedCandidate mixed) {
      AggregatedRow.Point point = mixed.row().point();
      return List.of(
          new Pass(mixed.worker(), OpShape.prefill(1, point.passTokens(), 0)),
          new Pass(mixed.worker(), OpShape.decode(point.batch(), request.typicalCache())));
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    long prompts = pools.prefill().row().batch();
    return List.of(
        new Pass(
            pools.prefill().worker(),
            OpShape.prefill(prompts, request.newTokens(), request.prefix())),
        new Pass(
            pools.decode().worker(),
            OpShape.decode(pools.decode().row().batch(), request.typicalCache())));
  }

  /** What the figure of its times has along the bottom. */
  public String measure() {
    boolean prefill = shape.phase() == Phase.PREFILL;
    if (timer.dependsOnTokensOnly()) {
      return prefill ? "Tokens of the pass" : "Sequences of the pass";
    }
    return prefill ? "New tokens of a prompt" : "Cached tokens of a sequence";
  }

  /** The measure of the shape that is asked for. */
  public long size() {
    return timer.dependsOnTokensOnly() ? shape.tokens() : shape.length();
  }

  /** Its times around the size that is asked for. */
  public OperationCurve curve() {
    return OperationCurve.of(timer, sized(), ROOM * Math.max(LEAST_SHOWN, size()));
  }

  /** Time at the size that is asked for, milliseconds. */
  public double timeMs() {
    return timer.time(sized().apply(size())).latencyMs();
  }

  private LongFunction<OpShape> sized() {
    boolean prefill = shape.phase() == Phase.PREFILL;
    if (timer.dependsOnTokensOnly()) {
      return size -> prefill ? OpShape.prefill(1, size, 0) : OpShape.decode(size, shape.length());
    }
    return size ->
        prefill
            ? OpShape.prefill(shape.batch(), size, shape.prefix())
            : OpShape.decode(shape.batch(), size);
  }
}
