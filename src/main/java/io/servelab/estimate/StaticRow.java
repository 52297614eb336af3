package io.servelab.estimate;

import static io.servelab.estimate.Rounding.three;

import io.servelab.engine.Speculation;
import io.servelab.engine.StaticMode;
import io.servelab.engine.StaticRun;
import io.servelab.engine.Worker;
import io.servelab.model.Parallelism;

/**
 * What one batch on one worker delivers.
 *
 * @param batch requests of one rank
 * @param globalBatch requests of the worker
 * @param latency its times
 * @param rates what it delivers
 * @param gpus GPUs of the worker
 * @param memoryGib device memory of one rank, GiB
 * @param powerW mean power of one GPU, watts
 */
public record StaticRow(
    long batch,
    long globalBatch,
    Latency latency,
    Rates rates,
    int gpus,
    double memoryGib,
    double powerW) {

  /**
   * Times of a batch.
   *
   * @param contextMs prefill, milliseconds
   * @param generationMs all decode passes, milliseconds
   * @param ttftMs time to first token, milliseconds
   * @param tpotMs time per output token after the first, milliseconds
   * @param requestMs time of one request, milliseconds
   */
  public record Latency(
      double contextMs, double generationMs, double ttftMs, double tpotMs, double requestMs) {}

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
      double tokensPerSPerUser) {

    Rates times(double shared, double user) {
      return new Rates(
          requestsPerS * shared,
          requestsPerSPerGpu * shared,
          tokensPerS * shared,
          tokensPerSPerGpu * shared,
          tokensPerSPerUser * user);
    }
  }

  /**
   * Derives the row of a run.
   *
   * @param osl output tokens of a request
   */
  static StaticRow of(Worker worker, StaticMode mode, StaticRun run, long batch, long osl) {
    Parallelism layout = worker.plan().parallel();
    double contextMs = run.context().latencyMs();
    double generationMs = run.generation().latencyMs();
    double ttftMs = run.encoder().latencyMs() + contextMs;
    double tpotMs = osl > 1 ? generationMs / (osl - 1) : 0;
    double derivedMs = ttftMs + tpotMs * Math.max(osl - 1, 0);
    double requestMs = derivedMs == 0 ? contextMs + generationMs : derivedMs;
    long globalBatch = batch * layout.dp();
    double requestsPerS = requestMs > 0 ? 1000 * globalBatch / requestMs * layout.pp() : 0;
    long tokensPerRequest =
        switch (mode) {
          case STATIC -> osl;
          case PREFILL -> 1;
          case DECODE -> osl - 1;
        };
    double rankGpus = layout.tp() * layout.pp() * layout.dp();
    Rates rates =
        new Rates(
            requestsPerS,
            requestsPerS / rankGpus,
            requestsPerS * tokensPerRequest,
            requestsPerS * tokensPerRequest / rankGpus,
            tpotMs == 0 ? 0 : 1000 / tpotMs);
    double energyWms = run.context().energyWms() + run.generation().energyWms();
    double totalMs = contextMs + generationMs;
    return new StaticRow(
        batch,
        globalBatch,
        new Latency(contextMs, generationMs, ttftMs, tpotMs, requestMs),
        rates,
        layout.gpus(),
        run.memory().totalGib(),
        totalMs > 0 ? energyWms / totalMs : 0);
  }

  /** Every number at three decimals. */
  public StaticRow rounded() {
    return new StaticRow(
        batch,
        globalBatch,
        new Latency(
            three(latency.contextMs),
            three(latency.generationMs),
            three(latency.ttftMs),
            three(latency.tpotMs),
            three(latency.requestMs)),
        new Rates(
            three(rates.requestsPerS),
            three(rates.requestsPerSPerGpu),
            three(rates.tokensPerS),
            three(rates.tokensPerSPerGpu),
            three(rates.tokensPerSPerUser)),
        gpus,
        three(memoryGib),
        three(powerW));
  }

  /**
   * What speculation makes of a row that priced its cost only: fewer decode steps for each request.
   * The row is rounded before and after.
   *
   * @param mode phases of the row; prefill is left as it is
   * @param osl output tokens of a request
   */
  StaticRow projected(Speculation speculation, StaticMode mode, long osl) {
    if (!speculation.active() || mode == StaticMode.PREFILL) {
      return this;
    }
    return rounded().spedUp(speculation.progress(), mode, osl).rounded();
  }

  private StaticRow spedUp(double progress, StaticMode mode, long osl) {
    double tpotMs = latency.tpotMs / progress;
    double requestMs = latency.ttftMs + tpotMs * Math.max(osl - 1, 0);
    double shared =
        mode == StaticMode.DECODE || requestMs == 0 ? progress : latency.requestMs / requestMs;
    return new StaticRow(
        batch,
        globalBatch,
        new Latency(
            latency.contextMs, latency.generationMs / progress, latency.ttftMs, tpotMs, requestMs),
        rates.times(shared, progress),
        gpus,
        memoryGib,
        powerW);
  }
}
