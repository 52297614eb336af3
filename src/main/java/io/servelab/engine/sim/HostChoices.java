package io.servelab.engine.sim;

import java.util.OptionalDouble;

/**
 * What a person knows of host times, milliseconds; what ships decides the rest. {@link HostModel}
 * tells what each is for.
 *
 * @param requestMs from sending a request to the queue, for each 1024 tokens of its prompt
 * @param launchMs launch of a pass with prompts, for each layer of a model with latent attention
 * @param prefillMs added to a pass with prompts, for each layer
 * @param decodeMs added to a pass without, for each layer
 */
public record HostChoices(
    OptionalDouble requestMs,
    OptionalDouble launchMs,
    OptionalDouble prefillMs,
    OptionalDouble decodeMs) {

  /** What ships decides everything. */
  public static final HostChoices NONE =
      new HostChoices(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** Host times with these values in place of their own. */
  public HostModel on(HostModel host) {
    return new HostModel(
        requestMs.orElse(host.requestMs()),
        launchMs.orElse(host.launchMs()),
        prefillMs.orElse(host.prefillMs()),
        decodeMs.orElse(host.decodeMs()));
  }
}
