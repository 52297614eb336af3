package io.servelab.engine;

import io.servelab.engine.AggregatedRun.Rates;
import io.servelab.engine.AggregatedRun.Schedule;
import io.servelab.error.InvalidValueException;
import io.servelab.step.MemoryLedger;
import io.servelab.step.MemoryModel;
import io.servelab.step.PassTime;

/**
 * In-flight batching in closed form: a batch of requests turns over while new prompts ride in some
 * of the passes.
 *
 * <p>Source: the closed-form scheduling of aiconfigurator 0.12.0.
 */
public final class AggregatedForm {

  private static final long TOKEN_BUDGET = 8192;

  private final Worker worker;
  private final RequestShape request;
  private final Speculation speculation;
  private final MemorySettings memory;
  private final double earlierMs;

  /**
   * Prepares runs.
   *
   * @param worker the worker
   * @param request lengths of every request
   * @param speculation speculative decoding
   * @param memory limits chosen by the user
   * @param earlierMs time that a request spends elsewhere before its first pass, milliseconds
   */
  public AggregatedForm(
      Worker worker,
      RequestShape request,
      Speculation speculation,
      MemorySettings memory,
      double earlierMs) {
    this.worker = worker;
    this.request = request;
    this.speculation = speculation;
    this.memory = memory;
    this.earlierMs = earlierMs;
  }

  /**
   * Runs one operating point.
   *
   * @param batch requests of one rank
   * @param contextTokens prefill tokens that a pass may carry
   */
  public AggregatedRun run(long batch, long contextTokens) {
    requirePositive("batch_size", batch);
    requirePositive("ctx_tokens", contextTokens);
    Schedule schedule = schedule(batch, contextTokens);
    PassTime mixed = mixedPass(contextTokens, schedule.decodeRequests());
    boolean decodes = schedule.decodePasses() > 0 || batch == 1;
    PassTime decode =
        decodes
            ? worker.timer().decode(batch * speculation.width(), request.typicalCache())
            : PassTime.NONE;
    EncoderRun encoder = EncoderRun.of(worker, request.images(), batch);
    MemoryLedger ledger = encoder.in(ledger(batch, contextTokens));
    double capacity = worker.plan().system().gpu().memoryCapacityBytes();
    boolean outOfMemory = ledger.totalBytes() >= capacity;
    KvShare share =
        memory.apply(worker.rules().kvShare(worker.plan(), worker.database().version()));
    return new AggregatedRun(
        schedule,
        mixed,
        decode,
        encoder,
        rates(
            batch,
            contextTokens,
            schedule,
            new Durations(earlierMs + encoder.latencyMs(), mixed.latencyMs(), decode.latencyMs())),
        ledger,
        new AggregatedRun.Fit(outOfMemory, !outOfMemory && share.exceededBy(ledger, capacity)));
  }

  private static void requirePositive(String what, long value) {
    if (value < 1) {
      throw InvalidValueException.of(what, value, "at least 1 is needed.");
    }
  }

  /** How passes follow one another at an operating point. */
  private Schedule schedule(long batch, long contextTokens) {
    double iterations = 1 + request.laterTokens() / speculation.progress();
    double balance = (double) request.isl() * batch / contextTokens / iterations;
    if (batch == 1) {
      return new Schedule(
          iterations, 1, Math.max(iterations - 1, 0), 0, speculation.progress(), balance);
    }
    long prefillPasses = ceilDiv(request.isl() * batch, contextTokens);
    long decodeRequests =
        worker
            .rules()
            .decodeRequestsInMixedPass(
                batch, ceilDiv(contextTokens, request.isl()), prefillPasses, iterations);
    return new Schedule(
        iterations,
        prefillPasses,
        Math.max(iterations - prefillPasses, 0),
        decodeRequests,
        speculation.progress(),
        balance);
  }

  /** Prefill tokens of several prompts and one token of each decoding request. */
  private PassTime mixedPass(long contextTokens, long decodeRequests) {
    long decodeTokens = decodeRequests * speculation.width();
    long tokens = contextTokens + decodeTokens;
    long cached = request.prefix() * (contextTokens / request.isl());
    if (tokens - cached <= 0) {
      throw InvalidValueException.of(
          "prefix", request.prefix(), "a pass of " + tokens + " tokens has nothing new.");
    }
    PassTime shared = worker.timer().prefillWithoutAttention(1, tokens - cached, cached);
    PassTime prefillAttention =
        worker
            .timer()
            .prefillAttention(
                ceilDiv(contextTokens, request.isl()), request.newTokens(), request.prefix())
            .times(1.0 / ceilDiv(request.isl(), contextTokens));
    PassTime pass = shared.plus(prefillAttention.suffixed(" (scaled)"));
    return decodeTokens == 0
        ? pass
        : pass.plus(worker.timer().decodeAttention(decodeTokens, request.typicalCache()));
  }

  /** Times that rates follow from. */
  private record Durations(double beforeMs, double mixedMs, double decodeMs) {}

  private Rates rates(long batch, long contextTokens, Schedule schedule, Durations times) {
    double mixedMs = times.mixedMs;
    double decodeMs = times.decodeMs;
    EngineRules rules = worker.rules();
    long prefillPasses = (long) schedule.mixedPasses();
    double ttftMs =
        times.beforeMs
            + (mixedMs * ceilDiv(request.isl(), contextTokens)
                    + rules.dispatchMs(worker.plan().layers()))
                * rules.queueing(batch, ceilDiv(request.isl() * batch, contextTokens));
    double delaying = 0;
    if (batch > 1) {
      delaying = schedule.decodePasses() > 0 ? rules.delayingPasses(prefillPasses) : prefillPasses;
    }
    double passes = delaying + schedule.decodePasses();
    double tpotMs =
        passes == 0
            ? 0
            : (mixedMs * delaying + decodeMs * schedule.decodePasses())
                / passes
                / speculation.progress();
    double totalMs =
        times.beforeMs + mixedMs * schedule.mixedPasses() + decodeMs * schedule.decodePasses();
    long later = request.laterTokens();
    double raw = later == 0 ? 0 : 1000 / totalMs * batch * later;
    double capped = rules.cappedThroughput(raw, batch, later, ttftMs + tpotMs * later);
    return new Rates(ttftMs, tpotMs, later == 0 ? 0 : capped);
  }

  private MemoryLedger ledger(long batch, long contextTokens) {
    long sequence = request.isl() + request.osl();
    if (worker.rules().reservesTokenBudget()) {
      return worker
          .memory()
          .ledger(
              new MemoryModel.Moment(
                  TOKEN_BUDGET, speculation.width(), batch, memory.sequenceTokens(sequence)));
    }
    long decodeTokens = batch > 1 ? batch - ceilDiv(contextTokens, request.isl()) : 0;
    long tokens = contextTokens + decodeTokens;
    MemoryLedger mixed =
        worker
            .memory()
            .ledger(new MemoryModel.Moment(tokens, growth(tokens, decodeTokens), batch, sequence));
    if (batch > 1 || request.osl() <= 1) {
      return mixed;
    }
    MemoryLedger decode =
        worker.memory().ledger(new MemoryModel.Moment(1, speculation.width(), batch, sequence));
    return decode.totalBytes() > mixed.totalBytes() ? decode : mixed;
  }

  /** Draft tokens enlarge only the decoding part of a pass. */
  private double growth(double tokens, double decodeTokens) {
    double decoding = Math.min(Math.max(decodeTokens, 0), tokens);
    return (tokens - decoding + decoding * speculation.width()) / tokens;
  }

  static long ceilDiv(long left, long right) {
    return -Math.floorDiv(-left, right);
  }
}
