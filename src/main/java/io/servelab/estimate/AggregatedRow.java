package io.servelab.estimate;

import static io.servelab.estimate.Rounding.three;

import io.servelab.engine.AggregatedRun;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.model.Parallelism;

/**
 * What one worker delivers when prefill and decode are mixed on it.
 *
 * @param point where it operates
 * @param latency its times
 * @param rates what it delivers
 * @param gpus GPUs of the worker
 * @param memoryGib device memory of one rank, GiB
 * @param balance prefill work relative to decode work
 * @param powerW mean power of one GPU, watts
 */
public record AggregatedRow(
    Point point,
    Latency latency,
    Rates rates,
    int gpus,
    double memoryGib,
    double balance,
    double powerW) {

  /**
   * Where a worker operates.
   *
   * @param batch requests of one rank
   * @param globalBatch requests of all data-parallel ranks
   * @param concurrency requests of the worker
   * @param contextTokens prefill tokens that a pass may carry
   * @param prefillRequests prompts in a mixed pass
   * @param decodeRequests requests that decode beside them
   * @param passTokens tokens of a mixed pass
   */
  public record Point(
      long batch,
      long globalBatch,
      long concurrency,
      long contextTokens,
      long prefillRequests,
      long decodeRequests,
      long passTokens) {}

  /**
   * Times of a request.
   *
   * @param ttftMs time to first token, milliseconds
   * @param tpotMs time per output token after the first, milliseconds
   * @param requestMs whole request, milliseconds
   */
  public record Latency(double ttftMs, double tpotMs, double requestMs) {}

  /**
   * Rates of a worker.
   *
   * @param requestsPerS requests per second
   * @param requestsPerSPerGpu requests per second and GPU
   * @param tokensPerS output tokens per second
   * @param tokensPerSPerGpu output tokens per second and GPU
   * @param tokensPerSPerUser output tokens per second of one request
   */
  public record Rates(
      double requestsPerS,
      double requestsPerSPerGpu,
      double tokensPerS,
      double tokensPerSPerGpu,
      double tokensPerSPerUser) {}

  /**
   * Derives the row of a run.
   *
   * @param batch requests of one rank
   * @param contextTokens prefill tokens that a pass may carry
   */
  public static AggregatedRow of(
      Worker worker, RequestShape request, AggregatedRun run, long batch, long contextTokens) {
    Parallelism layout = worker.plan().parallel();
    long later = request.laterTokens();
    double ttftMs = run.rates().ttftMs();
    double tpotMs = run.rates().tpotMs();
    double tokensPerS = run.rates().tokensPerS() * layout.pp() * layout.dp();
    double requestsPerS = later > 0 ? tokensPerS / later : 0;
    double gpus = layout.gpus();
    return new AggregatedRow(
        point(layout, request, batch, contextTokens),
        new Latency(ttftMs, tpotMs, ttftMs + tpotMs * later),
        new Rates(
            requestsPerS,
            requestsPerS / gpus,
            tokensPerS,
            tokensPerS / gpus,
            later == 0 || tpotMs == 0 ? 0 : 1000 / tpotMs),
        layout.gpus(),
        run.memory().totalGib(),
        run.schedule().balance(),
        powerW(run));
  }

  private static Point point(
      Parallelism layout, RequestShape request, long batch, long contextTokens) {
    long prompts = -Math.floorDiv(-contextTokens, request.isl());
    long prefillRequests = batch > 1 ? prompts : 1;
    long decodeRequests = batch > 1 ? batch - prompts : 1;
    return new Point(
        batch,
        batch * layout.dp(),
        batch * layout.pp() * layout.dp(),
        contextTokens,
        prefillRequests,
        decodeRequests,
        batch > 1 ? decodeRequests + contextTokens : contextTokens);
  }

  private static double powerW(AggregatedRun run) {
    AggregatedRun.Schedule schedule = run.schedule();
    double totalMs =
        run.mixed().latencyMs() * schedule.mixedPasses()
            + run.decode().latencyMs() * schedule.decodePasses();
    double energyWms =
        run.mixed().energyWms() * schedule.mixedPasses()
            + run.decode().energyWms() * schedule.decodePasses();
    return totalMs > 0 ? energyWms / totalMs : 0;
  }

  /** Every number at three decimals. */
  public AggregatedRow rounded() {
    return new AggregatedRow(
        point,
        new Latency(three(latency.ttftMs), three(latency.tpotMs), three(latency.requestMs)),
        new Rates(
            three(rates.requestsPerS),
            three(rates.requestsPerSPerGpu),
            three(rates.tokensPerS),
            three(rates.tokensPerSPerGpu),
            three(rates.tokensPerSPerUser)),
        gpus,
        three(memoryGib),
        three(balance),
        three(powerW));
  }
}
