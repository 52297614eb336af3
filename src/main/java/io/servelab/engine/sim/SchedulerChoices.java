package io.servelab.engine.sim;

import io.servelab.error.InvalidValueException;
import io.servelab.step.PassTimes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a person knows of how an engine is set; the preset decides the rest.
 *
 * @param prompts how prompts are placed beside decode
 * @param passTokens tokens of a pass; with {@link PromptRule#FIRST} shared by the attention ranks
 * @param maxSequences sequences of a rank at most
 * @param pollPasses passes between two looks for new requests, at any number of clients and ranks
 * @param blockTokens tokens of a block of the cache
 * @param reservedOutput share of the output that must fit before a request is admitted
 * @param graphBatches tokens of the decode passes that graphs were captured for; without any,
 *     passes are not filled up
 */
public record SchedulerChoices(
    Optional<PromptRule> prompts,
    OptionalLong passTokens,
    OptionalInt maxSequences,
    OptionalInt pollPasses,
    OptionalInt blockTokens,
    OptionalDouble reservedOutput,
    List<Long> graphBatches) {

  /** The preset decides everything. */
  public static final SchedulerChoices NONE =
      new SchedulerChoices(
          Optional.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          List.of());

  /** Requires graphs of at least one token. */
  public SchedulerChoices {
    graphBatches = List.copyOf(graphBatches);
    for (long size : graphBatches) {
      if (size < 1) {
        throw InvalidValueException.of("graph batches", size, "at least 1 token is needed.");
      }
    }
  }

  /** A preset with these values in place of its own. */
  public SchedulerPreset on(SchedulerPreset preset) {
    SchedulerPreset.Cache cache = preset.cache();
    return new SchedulerPreset(
        preset.engine(),
        preset.recipe(),
        preset.source(),
        prompts.orElse(preset.prompts()),
        passTokens.isPresent()
            ? new SchedulerPreset.Budget(passTokens.getAsLong(), false)
            : preset.budget(),
        pollPasses.isPresent()
            ? SchedulerPreset.Polls.every(pollPasses.getAsInt())
            : preset.polling(),
        new SchedulerPreset.Cache(
            blockTokens.orElse(cache.blockTokens()), reservedOutput.orElse(cache.reservedOutput())),
        maxSequences.orElse(preset.maxSequences()));
  }

  /** Pass times with decode passes filled up to captured graphs. */
  public PassTimes on(PassTimes times) {
    return GraphPassTimes.of(times, graphBatches);
  }
}
