package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EngineTuningTest {

  private static SchedulerChoices stated(SchedulerPreset preset, PromptRule prompts, long tokens) {
    return new SchedulerChoices(
        Optional.of(prompts),
        OptionalLong.of(tokens),
        OptionalInt.of(preset.maxSequences()),
        OptionalInt.of(3),
        OptionalInt.of(preset.cache().blockTokens()),
        OptionalDouble.of(preset.cache().reservedOutput()),
        List.of());
  }

  @Property(tries = 50)
  void whatIsStatedHoldsWhateverThePreset(
      @ForAll ServingEngine engine,
      @ForAll PromptRule prompts,
      @ForAll @LongRange(min = 8, max = 1 << 20) long tokens,
      @ForAll @IntRange(min = 1, max = 8) int ranks,
      @ForAll @IntRange(min = 1, max = 500) int clients) {
    SchedulerPreset preset = EngineTuning.BENCHMARK.scheduler(engine);
    SchedulerPreset tuned = stated(preset, prompts, tokens).on(preset);
    assertEquals(3, tuned.settings(ranks, clients).pollInterval());
    // Engines that compute prompts first share a chunk between their ranks.
    long own = prompts == PromptRule.FIRST ? tokens / ranks : tokens;
    assertEquals(prompts.policy(own), tuned.policy(4000, clients, ranks));
  }

  @Property(tries = 50)
  void whatIsNotStatedIsThePresets(@ForAll ServingEngine engine) {
    for (String recipe : List.of("default", "benchmark", "sweep")) {
      SchedulerPreset preset = EnginePresets.shipped().scheduler(engine, recipe);
      assertEquals(preset, SchedulerChoices.NONE.on(preset));
    }
    HostModel host = EnginePresets.shipped().host(engine, "1.0");
    assertEquals(host, HostChoices.NONE.on(host));
  }

  @Property
  void aPassIsFilledUpToTheNextGraphAndLargerOnesAreNot(
      @ForAll @LongRange(min = 1, max = 400) long tokens) {
    var filled = GraphPassTimes.of(LinearPassTimes.USUAL, List.of(256L, 1L, 8L));
    double needed = LinearPassTimes.USUAL.decodeTokensMs(tokens);
    long size = tokens <= 1 ? 1 : tokens <= 8 ? 8 : tokens <= 256 ? 256 : tokens;
    assertEquals(LinearPassTimes.USUAL.decodeTokensMs(size), filled.decodeTokensMs(tokens));
    assertTrue(filled.decodeTokensMs(tokens) >= needed);
    assertEquals(
        LinearPassTimes.USUAL.decodeAttentionMs(tokens, 100),
        filled.decodeAttentionMs(tokens, 100));
  }
}
