package io.servelab.estimate.afd;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.error.InfeasibleException;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.StaticEstimate;
import io.servelab.perf.RuleSet;
import io.servelab.step.MemoryLedger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What A-nodes and F-nodes deliver together, perhaps with an ordinary worker for the other phase.
 *
 * @param layout which nodes run what
 * @param options how they work together
 * @param prefill prefill on them, if they prefill
 * @param decode decode on them, if they decode
 * @param other ordinary worker of the other phase, if one is paired with them
 * @param latency times of a request, milliseconds; 0 for a phase that nobody runs
 * @param rates what all GPUs deliver
 * @param gpus GPUs, those of the ordinary worker included
 * @param concurrency requests at once
 */
public record AfdEstimate(
    AfdLayout layout,
    AfdOptions options,
    Optional<AfdRun> prefill,
    Optional<AfdRun> decode,
    Optional<StaticEstimate> other,
    AggregatedRow.Latency latency,
    AggregatedRow.Rates rates,
    int gpus,
    long concurrency) {

  private static final double MS_PER_S = 1000;

  /**
   * Which phases A-nodes and F-nodes run.
   *
   * @param prefill their workers in prefill, if they prefill
   * @param decode their workers in decode, if they decode
   * @param other ordinary worker of the other phase, if one is paired with them
   */
  public record Pools(
      Optional<AfdWorkers> prefill, Optional<AfdWorkers> decode, Optional<StaticEstimate> other) {

    private AfdWorkers any() {
      return decode.or(() -> prefill).orElseThrow();
    }
  }

  /**
   * Estimates one deployment.
   *
   * <p>Rates in requests/s: decode b · (1 + accepted) / (step · osl), prefill b / ttft, pools the
   * smaller one, both phases on the same nodes b / (time of a request); b are the requests of all
   * A-workers.
   *
   * @throws InfeasibleException if a GPU does not hold its share
   */
  public static AfdEstimate of(
      Pools pools, AfdOptions options, RequestShape request, Speculation speculation) {
    Optional<AfdRun> prefill =
        pools.prefill.map(it -> new AfdTimer(it, request, speculation).prefill(options));
    Optional<AfdRun> decode =
        pools.decode.map(it -> new AfdTimer(it, request, speculation).decode(options));
    AfdWorkers workers = pools.any();
    prefill.ifPresent(run -> requireFits(workers, run, "prefill"));
    decode.ifPresent(run -> requireFits(workers, run, "decode"));
    pools.other.ifPresent(AfdEstimate::requireFits);

    long batch = options.batch() * workers.layout().attentionWorkers();
    double ttftMs =
        prefill.map(AfdRun::stepMs).orElseGet(() -> pools.other.map(AfdEstimate::ttft).orElse(0.0));
    double tpotMs =
        decode
            .map(run -> run.stepMs() / speculation.progress())
            .orElseGet(() -> pools.other.map(AfdEstimate::tpot).orElse(0.0));
    double requestsPerS = Double.POSITIVE_INFINITY;
    if (decode.isPresent()) {
      requestsPerS = batch * MS_PER_S / tpotMs / request.osl();
    }
    if (prefill.isPresent() && decode.isPresent()) {
      // The reference rules forget that the same GPUs prefill too.
      requestsPerS =
          workers.rules() == RuleSet.REFERENCE
              ? requestsPerS
              : batch * MS_PER_S / requestMs(ttftMs, tpotMs, request);
    } else if (prefill.isPresent()) {
      requestsPerS = Math.min(requestsPerS, batch * MS_PER_S / ttftMs);
    }
    if (pools.other.isPresent()) {
      requestsPerS = Math.min(requestsPerS, pools.other.get().row().rates().requestsPerS());
    }
    int gpus = workers.layout().gpus() + pools.other.map(worker -> worker.row().gpus()).orElse(0);
    double tokensPerS = tpotMs == 0 ? 0 : requestsPerS * request.osl();
    return new AfdEstimate(
        workers.layout(),
        options,
        prefill,
        decode,
        pools.other,
        new AggregatedRow.Latency(ttftMs, tpotMs, ttftMs + tpotMs * Math.max(0, request.osl() - 1)),
        new AggregatedRow.Rates(
            requestsPerS,
            requestsPerS / gpus,
            tokensPerS,
            tokensPerS / gpus,
            tpotMs == 0 ? 0 : MS_PER_S / tpotMs),
        gpus,
        decode.isPresent() || pools.other.isEmpty()
            ? batch
            : pools.other.get().row().globalBatch());
  }

  private static double requestMs(double ttftMs, double tpotMs, RequestShape request) {
    return ttftMs + tpotMs * Math.max(0, request.osl() - 1);
  }

  private static double ttft(StaticEstimate other) {
    return other.row().latency().ttftMs();
  }

  private static double tpot(StaticEstimate other) {
    return other.row().latency().tpotMs();
  }

  /** The fullest GPU, GiB. */
  public double memoryGib() {
    double own = Math.max(attentionMemoryGib(), ffnMemoryGib());
    return Math.max(own, other.map(worker -> worker.row().memoryGib()).orElse(0.0));
  }

  /** The run that is shown first: decode, or prefill where nothing else runs here. */
  public AfdRun run() {
    return decode.or(() -> prefill).orElseThrow();
  }

  /** Device memory of an A-rank in its fuller phase, GiB. */
  public double attentionMemoryGib() {
    return fuller(AfdRun::attentionMemory);
  }

  /** Device memory of an F-rank in its fuller phase, GiB. */
  public double ffnMemoryGib() {
    return fuller(AfdRun::ffnMemory);
  }

  private double fuller(Function<AfdRun, MemoryLedger> side) {
    return Stream.concat(prefill.stream(), decode.stream())
        .mapToDouble(run -> side.apply(run).totalGib())
        .max()
        .orElse(0);
  }

  private static void requireFits(AfdWorkers workers, AfdRun run, String phase) {
    double capacity = workers.plan().system().gpu().memoryCapacityBytes();
    if (run.fits(capacity)) {
      return;
    }
    throw new InfeasibleException(
        InfeasibleException.Reason.OUT_OF_MEMORY,
        String.format(
            Locale.ROOT,
            "OOM: %s as %s needs %.1f GiB on an A-GPU and %.1f GiB on an F-GPU in %s, of the %.1f"
                + " GiB of a GPU of %s.%n"
                + "Maybe raise a_tp_size or n_f_nodes, or lower a_batch_size.",
            workers.plan().model().id(),
            workers.layout(),
            run.attentionMemory().totalGib(),
            run.ffnMemory().totalGib(),
            phase,
            MemoryLedger.gib(capacity),
            workers.plan().system()));
  }

  private static void requireFits(StaticEstimate other) {
    if (!other.run().fits()) {
      throw new InfeasibleException(
          InfeasibleException.Reason.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "OOM: the ordinary worker of the other phase needs %.1f GiB on a GPU of %s.%n"
                  + "Maybe shard it over more GPUs or lower batch_size.",
              other.run().memory().totalGib(),
              other.worker().plan().system()));
    }
  }
}
