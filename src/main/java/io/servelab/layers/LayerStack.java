package io.servelab.layers;

import io.servelab.op.LayerOp;
import io.servelab.op.Phase;
import java.util.List;

/**
 * The operations of a prefill and of a decode pass, in order. Immutable: every edit gives a new
 * stack.
 *
 * @param prefill operations of a prefill pass
 * @param decode operations of a decode pass
 */
public record LayerStack(List<LayerOp> prefill, List<LayerOp> decode) {

  /** Copies both lists. */
  public LayerStack {
    prefill = List.copyOf(prefill);
    decode = List.copyOf(decode);
  }

  /** Operations of a phase. */
  public List<LayerOp> of(Phase phase) {
    return phase == Phase.PREFILL ? prefill : decode;
  }

  /**
   * Weights of one pipeline stage's rank, all stages together, bytes.
   *
   * <p>Counted from the prefill pass, which holds every weight once.
   */
  public double weightBytes() {
    return prefill.stream().mapToDouble(LayerOp::weightBytes).sum();
  }
}
