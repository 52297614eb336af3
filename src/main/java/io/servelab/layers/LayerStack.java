package io.servelab.layers;

import io.servelab.op.LayerOp;
import io.servelab.op.Phase;
import java.util.List;

/**
 * The operations of a prefill and of a decode pass, in order, and of the vision encoder before
 * them. Immutable: every edit gives a new stack.
 *
 * @param prefill operations of a prefill pass
 * @param decode operations of a decode pass
 * @param encoder operations over images; none for a model without an encoder
 */
public record LayerStack(List<LayerOp> prefill, List<LayerOp> decode, List<LayerOp> encoder) {

  /** Copies the lists. */
  public LayerStack {
    prefill = List.copyOf(prefill);
    decode = List.copyOf(decode);
    encoder = List.copyOf(encoder);
  }

  /** Without a vision encoder. */
  public LayerStack(List<LayerOp> prefill, List<LayerOp> decode) {
    this(prefill, decode, List.of());
  }

  /**
   * The stack after a change.
   *
   * @throws io.servelab.error.UnknownNameException if the change meets no operation
   */
  public LayerStack with(LayerEdit edit) {
    return StackEditor.apply(this, edit);
  }

  /** The stack after changes, one after the other. */
  public LayerStack with(List<LayerEdit> edits) {
    LayerStack edited = this;
    for (LayerEdit edit : edits) {
      edited = edited.with(edit);
    }
    return edited;
  }

  /** Operations of a phase. */
  public List<LayerOp> of(Phase phase) {
    return phase == Phase.PREFILL ? prefill : decode;
  }

  /**
   * Weights of one pipeline stage's rank, all stages together, bytes; the encoder not counted.
   *
   * <p>Counted from the prefill pass, which holds every weight once.
   */
  public double weightBytes() {
    return prefill.stream().mapToDouble(LayerOp::weightBytes).sum();
  }

  /** Weights of the vision encoder on one rank, bytes. */
  public double encoderWeightBytes() {
    return encoder.stream().mapToDouble(LayerOp::weightBytes).sum();
  }
}
