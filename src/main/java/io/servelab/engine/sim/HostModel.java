package io.servelab.engine.sim;

import io.servelab.model.ModelConfig;

/**
 * What the host of an engine costs, for any model.
 *
 * @param requestMs from sending a request until the scheduler can see it, for each 1024 tokens of
 *     its prompt, milliseconds
 * @param launchMs to launch a pass with prompts, kernel by kernel, while the device works on it,
 *     for each layer of a model with latent attention, whose prefill runs many small kernels;
 *     milliseconds
 * @param prefillMs added to every pass with prompts, for each layer, milliseconds
 * @param decodeMs added to every pass without, for each layer, milliseconds
 */
public record HostModel(double requestMs, double launchMs, double prefillMs, double decodeMs) {

  private static final double TOKENS = 1024;

  /** A host that costs nothing. */
  public static final HostModel NONE = new HostModel(0, 0, 0, 0);

  /**
   * Times of one deployment under one load.
   *
   * @param model the model
   * @param promptTokens typical prompt tokens of a request
   */
  public HostTimes times(ModelConfig model, double promptTokens) {
    int layers = model.shape().layers();
    return new HostTimes(
        requestMs * promptTokens / TOKENS,
        model.hasLatentAttention() ? launchMs * layers : 0,
        prefillMs * layers,
        decodeMs * layers);
  }
}
