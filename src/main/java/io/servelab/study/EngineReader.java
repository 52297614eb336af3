package io.servelab.study;

import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostChoices;
import io.servelab.engine.sim.PromptRule;
import io.servelab.engine.sim.SchedulerChoices;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads how engines are set where they are simulated. */
final class EngineReader {

  static final String SECTION = "engine.";

  private final StudyConfig config;
  private final Values values;

  EngineReader(StudyConfig config, Values values) {
    this.config = config;
    this.values = values;
  }

  EngineTuning read() {
    return new EngineTuning(
        values.text(SECTION + "preset", EnginePresets.BENCHMARK),
        new SchedulerChoices(
            config.find(SECTION + "prompts").map(rule -> PromptRule.of(rule.value().toString())),
            values.optionalWhole(SECTION + "pass_tokens"),
            count("max_sequences"),
            count("poll_passes"),
            count("block_tokens"),
            number("reserved_output"),
            graphs()),
        new HostChoices(
            number("host_request"),
            number("host_launch"),
            number("host_prefill"),
            number("host_decode")),
        new EngineTuning.HandOverChoices(number("hand_over_hold"), number("hand_over_fixed")));
  }

  private OptionalDouble number(String key) {
    return values.optionalNumber(SECTION + key);
  }

  private OptionalInt count(String key) {
    OptionalLong whole = values.optionalWhole(SECTION + key);
    return whole.isPresent()
        ? OptionalInt.of(Math.toIntExact(whole.getAsLong()))
        : OptionalInt.empty();
  }

  private List<Long> graphs() {
    return config
        .find(SECTION + "graph_batches")
        .map(sizes -> ((List<?>) sizes.value()).stream().map(Long.class::cast).toList())
        .orElse(List.of());
  }
}
