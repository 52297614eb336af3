package io.servelab.engine.sim;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How an engine is set.
 *
 * @param engine identifier of the engine
 * @param recipe what the settings are for
 * @param source where the values are from
 * @param prompts how prompts are placed beside decode
 * @param budget tokens of a pass
 * @param polling when new requests are looked for
 * @param cache how the cache admits
 * @param maxSequences sequences of a rank at most
 */
public record SchedulerPreset(
    String engine,
    String recipe,
    String source,
    PromptRule prompts,
    Budget budget,
    Polls polling,
    Cache cache,
    @JsonProperty("max_sequences") int maxSequences) {

  private static final long STEP = 64;

  /**
   * Tokens of a pass.
   *
   * @param tokens tokens, or what is added where the budget is fitted
   * @param fitted whether the budget holds one whole prompt beside all sequences
   */
  public record Budget(long tokens, boolean fitted) {

    @Override
    public String toString() {
      return fitted ? "prompt + sequences + " + tokens + ", in steps of " + STEP : "" + tokens;
    }

    long of(long promptTokens, long sequences) {
      return fitted ? -Math.floorDiv(-(promptTokens + sequences + tokens), STEP) * STEP : tokens;
    }
  }

  /**
   * Passes between two looks for new requests.
   *
   * @param usual with few clients
   * @param busy with many
   * @param busyFrom clients that count as many
   * @param ranks with several attention ranks
   */
  public record Polls(int usual, int busy, @JsonProperty("busy_from") int busyFrom, int ranks) {

    @Override
    public String toString() {
      String count = usual == busy ? "" + usual : usual + ", from " + busyFrom + " clients " + busy;
      return ranks == usual ? count : count + ", with attention ranks " + ranks;
    }

    /** The same interval always. */
    static Polls every(int passes) {
      return new Polls(passes, passes, 1, passes);
    }

    int interval(int attentionRanks, int clients) {
      if (attentionRanks > 1) {
        return ranks;
      }
      return clients < busyFrom ? usual : busy;
    }
  }

  /**
   * How the cache admits.
   *
   * @param blockTokens tokens of a block
   * @param reservedOutput share of the output that must fit before a request is admitted
   */
  public record Cache(
      @JsonProperty("block_tokens") int blockTokens,
      @JsonProperty("reserved_output") double reservedOutput) {

    /** Limit for a number of cached tokens; none where not one block fits. */
    public KvLimit limit(double tokens) {
      long blocks = (long) (tokens / blockTokens);
      return blocks < 1 ? KvLimit.NONE : new KvLimit(blocks, blockTokens, reservedOutput);
    }
  }

  /**
   * The scheduler.
   *
   * @param promptTokens longest usual prompt, tokens
   * @param sequences sequences of one rank
   * @param ranks attention ranks
   */
  public SchedulerPolicy policy(long promptTokens, long sequences, int ranks) {
    long tokens = budget.of(promptTokens, sequences);
    return prompts.policy(prompts == PromptRule.FIRST ? Math.max(1, tokens / ranks) : tokens);
  }

  /**
   * How passes are run.
   *
   * @param ranks attention ranks
   * @param clients requests that are served at once
   */
  public RunSettings settings(int ranks, int clients) {
    return new RunSettings(ranks, polling.interval(ranks, clients), true);
  }
}
