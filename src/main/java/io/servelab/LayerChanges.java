package io.servelab;

import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerRange;
import io.servelab.op.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to the operations of passes, as {@link Study#layers(java.util.function.UnaryOperator)}
 * takes them. Immutable; each step adds a change.
 *
 * <p>An operation is named as {@code study.layers().table()} lists it. Without {@code context_} or
 * {@code generation_} in front the change means both passes; {@code *} stands for any text.
 */
public final class LayerChanges {

  static final LayerChanges NONE = new LayerChanges(List.of());

  private final List<LayerEdit> edits;

  private LayerChanges(List<LayerEdit> edits) {
    this.edits = List.copyOf(edits);
  }

  /** Multiplies the time of operations: {@code scale("attention", 0.8)}. */
  public LayerChanges scale(String operation, double factor) {
    return and(new LayerEdit.Scale(operation, factor));
  }

  /** Takes operations out, with their weights: {@code drop("ar_1")}. */
  public LayerChanges drop(String operation) {
    return and(new LayerEdit.Drop(operation));
  }

  /** Takes operations out of some layers: {@code drop("*", 60, 63)}. Layers count from 0. */
  public LayerChanges drop(String operation, int firstLayer, int lastLayer) {
    return within(new LayerEdit.Drop(operation), firstLayer, lastLayer);
  }

  /**
   * Computes operations in another number format: {@code requantise("moe", "nvfp4")}.
   *
   * @param format a name that operations of the kind know, such as {@code bfloat16} or {@code fp8}
   */
  public LayerChanges requantise(String operation, String format) {
    return and(new LayerEdit.Requantise(operation, format));
  }

  /** Computes operations of some layers in another number format. Layers count from 0. */
  public LayerChanges requantise(String operation, String format, int firstLayer, int lastLayer) {
    return within(new LayerEdit.Requantise(operation, format), firstLayer, lastLayer);
  }

  /** Puts another operation in their place: {@code replace("act_gate", fixedTime(0.002))}. */
  public LayerChanges replace(String operation, Operation by) {
    return and(new LayerEdit.Replace(operation, by));
  }

  /**
   * Adds an operation that runs as often as the one that it follows: {@code add("adapter",
   * "qkv_gemm", projection(64, 5120, "bfloat16"))}.
   */
  public LayerChanges add(String name, String after, Operation added) {
    return and(new LayerEdit.Add(after, name, added));
  }

  private LayerChanges within(LayerEdit edit, int firstLayer, int lastLayer) {
    return and(new LayerEdit.Within(edit, new LayerRange(firstLayer, lastLayer)));
  }

  private LayerChanges and(LayerEdit edit) {
    List<LayerEdit> more = new ArrayList<>(edits);
    more.add(edit);
    return new LayerChanges(more);
  }

  List<LayerEdit> edits() {
    return edits;
  }

  @Override
  public String toString() {
    return String.join("; ", edits.stream().map(LayerEdit::describe).toList());
  }
}
