package io.servelab.engine.sim;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a scheduler places prompts beside sequences that decode. */
public enum PromptRule {
  /** Cut to what is left of the budget, beside decode. */
  CHUNKED,
  /** Whole, beside decode. */
  WHOLE,
  /** Cut to the budget; decode waits. */
  FIRST;

  /** Name in presets and studies. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of all rules. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(PromptRule::id).toList();
  }

  /**
   * The rule of a name.
   *
   * @throws UnknownNameException if there is none
   */
  @JsonCreator
  public static PromptRule of(String id) {
    return Arrays.stream(values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> UnknownNameException.of("prompt rule", id, ids()));
  }

  /**
   * The scheduler.
   *
   * @param tokens budget of a pass on one rank, tokens
   */
  SchedulerPolicy policy(long tokens) {
    return switch (this) {
      case CHUNKED -> new VllmPolicy(tokens);
      case WHOLE -> new TrtLlmPolicy(tokens);
      case FIRST -> new SglangPolicy(tokens);
    };
  }
}
