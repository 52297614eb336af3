package io.servelab.layers;

import io.servelab.op.LayerOp;
import io.servelab.op.Phase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * The stack after changes, one after the other. A change that meets no operation here changes
   * nothing: layouts differ in their operations.
   *
   * @param layers layers of the model
   * @throws io.servelab.error.UnknownNameException if operations do not know a number format
   * @throws io.servelab.error.InvalidValueException if the model has fewer layers than named
   */
  public LayerStack with(List<LayerEdit> edits, int layers) {
    LayerStack edited = this;
    for (LayerEdit edit : edits) {
      edited = StackEditor.apply(edited, edit, layers).orElse(edited);
    }
    return edited;
  }

  /** Whether a change meets an operation. */
  public boolean meets(LayerEdit edit, int layers) {
    return StackEditor.apply(this, edit, layers).isPresent();
  }

  /** Names of all operations, those inside groups included, without their phase. */
  public Set<String> names() {
    return Stream.of(prefill, decode, encoder)
        .flatMap(List::stream)
        .flatMap(OperationNames::withParts)
        .map(operation -> OperationNames.withoutPhase(operation.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
