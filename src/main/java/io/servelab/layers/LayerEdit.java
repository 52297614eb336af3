package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import java.util.List;

/**
 * One change to the operations of a stack, as data that a study can hold.
 *
 * <p>An edit names operations by their name in a pass, such as {@code context_qkv_gemm}; {@code *}
 * stands for any text. It also reaches operations inside groups. One that meets no operation is
 * refused when it is applied.
 */
public sealed interface LayerEdit
    permits LayerEdit.Scale,
        LayerEdit.Drop,
        LayerEdit.Replace,
        LayerEdit.Add,
        LayerEdit.Requantise {

  /** Name or pattern of the operations that the edit looks for. */
  String operation();

  /** What an operation becomes; empty where it goes. */
  List<LayerOp> appliedTo(LayerOp operation);

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
      return List.of(op.withOperation(new ScaledOperation(op.operation(), factor)));
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
      return List.of(op, LayerOp.tokens(name, op.count(), added));
    }
  }

  /**
   * Operations that compute in another number format, in all layers or in a share of them.
   *
   * @param operation name or pattern; operations without a format of their own are passed over
   * @param format name of the format
   * @param share share of the layers, in (0, 1]
   */
  record Requantise(String operation, String format, double share) implements LayerEdit {

    /** Requires a share of some layers. */
    public Requantise {
      if (!(share > 0 && share <= 1)) {
        throw InvalidValueException.of("share", share, "a share of the layers lies in (0, 1].");
      }
    }

    /** In all layers. */
    public Requantise(String operation, String format) {
      this(operation, format, 1);
    }

    @Override
    public boolean accepts(LayerOp op) {
      return OperationFormats.isQuantisable(op.operation());
    }

    @Override
    public List<LayerOp> appliedTo(LayerOp op) {
      LayerOp changed = op.withOperation(OperationFormats.in(op.operation(), format));
      return share == 1
          ? List.of(changed)
          : List.of(changed.withCount(op.count() * share), op.withCount(op.count() * (1 - share)));
    }
  }
}
