package io.servelab.estimate;

import io.servelab.engine.Speculation;
import io.servelab.layers.LayerEdit;
import io.servelab.model.QuantChoices;
import java.util.List;

/**
 * How a worker serves, as far as a person chose it.
 *
 * @param quant number formats; the rest is inferred
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels; blank for the engine's own choice
 * @param encoderDataParallel whether the ranks of a vision encoder share images rather than layers
 * @param balance whether copies of experts even out their load
 * @param edits changes to the operations of its passes, in the order in which they apply
 */
public record ServingChoices(
    QuantChoices quant,
    Speculation speculation,
    String attentionBackend,
    boolean encoderDataParallel,
    ExpertBalance balance,
    List<LayerEdit> edits) {

  /** Copies the edits. */
  public ServingChoices {
    edits = List.copyOf(edits);
  }

  /** Operations as the model has them. */
  public ServingChoices(
      QuantChoices quant,
      Speculation speculation,
      String attentionBackend,
      boolean encoderDataParallel) {
    this(quant, speculation, attentionBackend, encoderDataParallel, ExpertBalance.NONE, List.of());
  }

  /** A vision encoder whose ranks share images. */
  public ServingChoices(QuantChoices quant, Speculation speculation, String attentionBackend) {
    this(quant, speculation, attentionBackend, true);
  }

  /** Nothing chosen. */
  public static final ServingChoices NONE =
      new ServingChoices(QuantChoices.NONE, Speculation.NONE, "");

  /** The same with other changes to the operations. */
  public ServingChoices withEdits(List<LayerEdit> others) {
    return new ServingChoices(
        quant, speculation, attentionBackend, encoderDataParallel, balance, others);
  }
}
