package io.servelab.search.score;

import io.servelab.error.UnknownNameException;
import io.servelab.search.Candidate;
import io.servelab.search.PoolUse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** What can be bounded or optimised; the name of each carries its unit. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Metric {
  /** Time to first token, milliseconds. */
  TTFT_MS(Better.LOWER, (candidate, yardstick) -> candidate.latency().ttftMs()),
  /** Time per output token after the first, milliseconds. */
  TPOT_MS(Better.LOWER, (candidate, yardstick) -> candidate.latency().tpotMs()),
  /** Time of a whole request, milliseconds. */
  REQUEST_LATENCY_MS(Better.LOWER, (candidate, yardstick) -> candidate.latency().requestMs()),
  /** Output tokens per second of one request. */
  TOKENS_PER_S_PER_USER(
      Better.HIGHER, (candidate, yardstick) -> candidate.rates().tokensPerSPerUser()),
  /** Output tokens per second and GPU of the whole cluster, unused GPUs included. */
  TOKENS_PER_S_PER_GPU(
      Better.HIGHER,
      (candidate, yardstick) -> candidate.clusterTokensPerSPerGpu(yardstick.totalGpus())),
  /** Output tokens per second of the whole cluster. */
  TOKENS_PER_S(
      Better.HIGHER,
      (candidate, yardstick) ->
          candidate.clusterTokensPerSPerGpu(yardstick.totalGpus()) * yardstick.totalGpus()),
  /** Requests per second of the whole cluster. */
  REQUESTS_PER_S(
      Better.HIGHER,
      (candidate, yardstick) ->
          candidate.rates().requestsPerS() * candidate.replicas(yardstick.totalGpus())),
  /** Requests that the whole cluster serves at once. */
  CONCURRENCY(
      Better.HIGHER,
      (candidate, yardstick) ->
          (double) candidate.concurrency() * candidate.replicas(yardstick.totalGpus())),
  /** GPUs of one replica. */
  REPLICA_GPUS(Better.LOWER, (candidate, yardstick) -> candidate.gpus()),
  /** Device memory that stays free on the fullest GPU, GiB. */
  MEMORY_HEADROOM_GIB(
      Better.HIGHER,
      (candidate, yardstick) ->
          candidate.pools().stream().mapToDouble(PoolUse::headroomGib).min().orElse(Double.NaN)),
  /** Mean power of one GPU, watts; unknown where power was not measured. */
  POWER_W(
      Better.LOWER,
      (candidate, yardstick) -> candidate.powerW() > 0 ? candidate.powerW() : Double.NaN),
  /** Price of a million output tokens on the GPUs of a replica; unknown without prices. */
  COST_PER_MILLION_TOKENS(
      Better.LOWER,
      (candidate, yardstick) -> yardstick.prices().perMillionTokens(candidate).orElse(Double.NaN));

  /** Which way a metric improves. */
  public enum Better {
    HIGHER,
    LOWER
  }

  private final Better better;
  private final ToDoubleBiFunction<Candidate, Yardstick> value;

  Metric(Better better, ToDoubleBiFunction<Candidate, Yardstick> value) {
    this.better = better;
    this.value = value;
  }

  /**
   * The metric with this name; its unit may be left out where that is clear.
   *
   * @throws UnknownNameException if there is none
   */
  public static Metric of(String id) {
    return Arrays.stream(values())
        .filter(metric -> metric.id().equals(id))
        .findFirst()
        .or(() -> withoutUnit(id))
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "metric", id, Arrays.stream(values()).map(Metric::id).toList()));
  }

  /** The only metric whose name goes on with its unit, such as that of {@code ttft}. */
  private static Optional<Metric> withoutUnit(String id) {
    List<Metric> longer =
        Arrays.stream(values()).filter(metric -> metric.id().startsWith(id + "_")).toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
  }

  /** Name in files and options, such as {@code ttft_ms}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which way it improves. */
  public Better better() {
    return better;
  }

  /** Value of a candidate; not a number where it is unknown. */
  public double of(Candidate candidate, Yardstick yardstick) {
    return value.applyAsDouble(candidate, yardstick);
  }
}
