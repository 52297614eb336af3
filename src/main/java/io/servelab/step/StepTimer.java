package io.servelab.step;

import io.servelab.layers.LayerStack;
import io.servelab.op.DecodeSteps;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.OpShape;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * Times forward passes of one rank of one worker.
 *
 * <p>Operations are bound once; a query only interpolates. Safe to share between threads.
 */
public final class StepTimer {

  private final BoundPass prefill;
  private final BoundPass prefillAttention;
  private final BoundPass prefillOthers;
  private final BoundPass decode;
  private final BoundPass decodeAttention;
  private final BoundPass encoder;

  private StepTimer(LayerStack stack, PerfDatabase database) {
    this.prefill = BoundPass.of(stack.prefill(), database);
    this.prefillAttention = BoundPass.of(attention(stack.prefill(), true), database);
    this.prefillOthers = BoundPass.of(attention(stack.prefill(), false), database);
    this.decode = BoundPass.of(stack.decode(), database);
    this.decodeAttention = BoundPass.of(attention(stack.decode(), true), database);
    this.encoder = BoundPass.of(stack.encoder(), database);
  }

  /** Binds the operations of a stack to a database. */
  public static StepTimer of(LayerStack stack, PerfDatabase database) {
    return new StepTimer(stack, database);
  }

  private static List<LayerOp> attention(List<LayerOp> operations, boolean wanted) {
    return operations.stream()
        .filter(operation -> (operation.role() == Role.ATTENTION) == wanted)
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
    return prefill.time(OpShape.prefill(batch, length, prefix));
  }

  /**
   * A whole decode pass.
   *
   * @param batch sequences, each counted once for every token it computes in the pass
   * @param length tokens in the cache of each
   */
  public PassTime decode(long batch, long length) {
    return decode.time(OpShape.decode(batch, length));
  }

  /** Sum of sampled decode passes; nothing where there are none. */
  public PassTime decode(DecodeSteps steps) {
    return steps.count() == 0 ? PassTime.NONE : decode.time(steps);
  }

  /** Only the attention of a prefill pass. */
  public PassTime prefillAttention(long batch, long length, long prefix) {
    return prefillAttention.time(OpShape.prefill(batch, length, prefix));
  }

  /** A prefill pass without its attention. */
  public PassTime prefillWithoutAttention(long batch, long length, long prefix) {
    return prefillOthers.time(OpShape.prefill(batch, length, prefix));
  }

  /** Only the attention of a decode pass. */
  public PassTime decodeAttention(long batch, long length) {
    return decodeAttention.time(OpShape.decode(batch, length));
  }

  /**
   * A pass of the vision encoder.
   *
   * @param images images on one rank
   * @param patches patches of each
   */
  public PassTime encode(long images, long patches) {
    return encoder.time(OpShape.prefill(images, patches, 0));
  }
}
