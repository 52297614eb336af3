package io.servelab.step;

import io.servelab.layers.LayerStack;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Times forward passes of one rank of one worker.
 *
 * <p>Operations are bound once; a query only interpolates. Safe to share between threads.
 */
public final class StepTimer {

  private final List<Bound> prefill;
  private final List<Bound> decode;

  private StepTimer(List<Bound> prefill, List<Bound> decode) {
    this.prefill = prefill;
    this.decode = decode;
  }

  private record Bound(LayerOp operation, OperationTimer timer) {}

  /** Binds the operations of a stack to a database. */
  public static StepTimer of(LayerStack stack, PerfDatabase database) {
    return new StepTimer(
        bound(stack.of(Phase.PREFILL), database), bound(stack.of(Phase.DECODE), database));
  }

  private static List<Bound> bound(List<LayerOp> operations, PerfDatabase database) {
    return operations.stream()
        .map(operation -> new Bound(operation, operation.bind(database)))
        .toList();
  }

  /**
   * A whole prefill pass.
   *
   * @param batch prompts
   * @param length new tokens of each prompt
   * @param prefix tokens of each prompt that were cached before
   */
  public PassTime prefill(long batch, long length, long prefix) {
    return time(prefill, any -> true, OpShape.prefill(batch, length, prefix));
  }

  /**
   * A whole decode pass.
   *
   * @param batch sequences, each counted once for every token it computes in the pass
   * @param length tokens in the cache of each
   */
  public PassTime decode(long batch, long length) {
    return time(decode, any -> true, OpShape.decode(batch, length));
  }

  /** Only the attention of a prefill pass. */
  public PassTime prefillAttention(long batch, long length, long prefix) {
    return time(prefill, StepTimer::isAttention, OpShape.prefill(batch, length, prefix));
  }

  /** A prefill pass without its attention. */
  public PassTime prefillWithoutAttention(long batch, long length, long prefix) {
    return time(prefill, any -> !isAttention(any), OpShape.prefill(batch, length, prefix));
  }

  /** Only the attention of a decode pass. */
  public PassTime decodeAttention(long batch, long length) {
    return time(decode, StepTimer::isAttention, OpShape.decode(batch, length));
  }

  private static boolean isAttention(LayerOp operation) {
    return operation.role() == Role.ATTENTION;
  }

  private static PassTime time(List<Bound> operations, Predicate<LayerOp> taken, OpShape shape) {
    List<PassTime.Row> rows = new ArrayList<>(operations.size());
    boolean repeated = false;
    for (Bound bound : operations) {
      if (taken.test(bound.operation)) {
        OpTime time = bound.timer.time(shape);
        String name = bound.operation.name();
        repeated = repeated || rows.stream().anyMatch(row -> row.name().equals(name));
        rows.add(new PassTime.Row(name, time));
      }
    }
    return repeated ? PassTime.folded(rows) : new PassTime(rows);
  }
}
