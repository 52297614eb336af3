package io.servelab.estimate;

import io.servelab.engine.Speculation;
import io.servelab.model.QuantChoices;

/**
 * How a worker serves, as far as a person chose it.
 *
 * @param quant number formats; the rest is inferred
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels; blank for the engine's own choice
 */
public record ServingChoices(
    QuantChoices quant, Speculation speculation, String attentionBackend) {

  /** Nothing chosen. */
  public static final ServingChoices NONE =
      new ServingChoices(QuantChoices.NONE, Speculation.NONE, "");
}
