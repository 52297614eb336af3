package io.servelab.estimate;

import io.servelab.engine.Speculation;
import io.servelab.model.QuantChoices;

/**
 * How a worker serves, as far as a person chose it.
 *
 * @param quant number formats; the rest is inferred
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels; blank for the engine's own choice
 * @param encoderDataParallel whether the ranks of a vision encoder share images rather than layers
 */
public record ServingChoices(
    QuantChoices quant,
    Speculation speculation,
    String attentionBackend,
    boolean encoderDataParallel) {

  /** A vision encoder whose ranks share images. */
  public ServingChoices(QuantChoices quant, Speculation speculation, String attentionBackend) {
    this(quant, speculation, attentionBackend, true);
  }

  /** Nothing chosen. */
  public static final ServingChoices NONE =
      new ServingChoices(QuantChoices.NONE, Speculation.NONE, "");
}
