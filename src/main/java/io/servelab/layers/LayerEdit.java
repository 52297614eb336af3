package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import java.util.List;

/**
 * One change to the operations of a stack, as data that a study can hold.
 *
 * <p>An edit names operations by their name in a pass, such as {@code context_qkv_gemm}; without
 * the phase in front it means both passes, and {@code *} stands for any text. It also reaches
 * operations inside groups.
 */
public sealed interface LayerEdit
    permits LayerEdit.Scale,
        LayerEdit.Drop,
        LayerEdit.Replace,
        LayerEdit.Add,
        LayerEdit.Requantise,
        LayerEdit.Within {

  /** Name or pattern of the operations that the edit looks for. */
  String operation();

  /** What an operation becomes; empty where it goes. */
  List<LayerOp> appliedTo(LayerOp operation);

  /** The edit in a few words. */
  String describe();

  /** Whether the edit can change this operation itself. */
  default boolean accepts(LayerOp operation) {
    return true;
  }

  /**
   * Operations that take a multiple of their time.
   *
   * @param operation name or pattern
   * @param factor factor on time and energy
   */
  record Scale(String operation, double factor) implements LayerEdit {

    /** Requires a factor that is not negative. */
    public Scale {
      if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
        throw InvalidValueException.of("factor", factor, "a time is scaled by 0 or more.");
      }
    }

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return List.of(op.withOperation(ScaledOperation.of(op.operation(), factor)));
    }

    @Override
    public String describe() {
      return operation + " x " + factor;
    }
  }

  /**
   * Operations that no longer run; their weights go with them.
   *
   * @param operation name or pattern
   */
  record Drop(String operation) implements LayerEdit {

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return List.of();
    }

    @Override
    public String describe() {
      return "without " + operation;
    }
  }

  /**
   * Operations that another one takes the place of, as often and under the same name.
   *
   * @param operation name or pattern
   * @param by the new operation
   */
  record Replace(String operation, Operation by) implements LayerEdit {

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return List.of(op.withOperation(by));
    }

    @Override
    public String describe() {
      return operation + " replaced";
    }
  }

  /**
   * An operation after others, as often as they run.
   *
   * @param operation name or pattern of what it follows
   * @param name its own name
   * @param added the new operation
   */
  record Add(String operation, String name, Operation added) implements LayerEdit {

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return List.of(
          op, LayerOp.tokens(OperationNames.inPhaseOf(op.name(), name), op.count(), added));
    }

    @Override
    public String describe() {
      return name + " after " + operation;
    }
  }

  /**
   * Operations that compute in another number format. The KV cache keeps its own.
   *
   * @param operation name or pattern; operations without a format of their own, or whose kind does
   *     not know the format, are passed over
   * @param format name of the format
   */
  record Requantise(String operation, String format) implements LayerEdit {

    @Override
    public boolean accepts(LayerOp op) {
      return OperationFormats.of(op.operation()).contains(format);
    }

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return List.of(op.withOperation(OperationFormats.in(op.operation(), format)));
    }

    @Override
    public String describe() {
      return operation + " in " + format;
    }
  }

  /**
   * An edit in some layers only. Layers are taken to be alike: of an operation that runs in every
   * fourth layer, as large a share changes as of the layers.
   *
   * @param edit the edit
   * @param layers where it applies
   */
  record Within(LayerEdit edit, LayerRange layers) implements LayerEdit {

    @Override
    public String operation() {
      return edit.operation();
    }

    @Override
    public boolean accepts(LayerOp op) {
      return edit.accepts(op);
    }

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      return edit.appliedTo(op);
    }

    @Override
    public String describe() {
      return edit.describe() + " in layers " + layers;
    }
  }
}
