package io.servelab.engine;

import io.servelab.op.DecodeSteps;
import io.servelab.step.MemoryLedger;
import io.servelab.step.MemoryModel;
import io.servelab.step.PassTime;

/**
 * Runs one batch from start to end.
 *
 * <p>Decode is sampled every few tokens; a sampled pass stands for those up to the next sample.
 */
public final class StaticForm {

  /** Output tokens between two sampled decode passes, unless chosen otherwise. */
  public static final int DEFAULT_STRIDE = 32;

  private final Worker worker;
  private final RequestShape request;
  private final Speculation speculation;
  private final MemorySettings memory;

  /**
   * Prepares runs.
   *
   * @param worker the worker
   * @param request lengths of every request of the batch
   * @param speculation speculative decoding
   * @param memory limits chosen by the user
   */
  public StaticForm(
      Worker worker, RequestShape request, Speculation speculation, MemorySettings memory) {
    this.worker = worker;
    this.request = request;
    this.speculation = speculation;
    this.memory = memory;
  }

  /**
   * Runs a batch.
   *
   * @param mode phases to run
   * @param batch requests of one rank
   * @param stride output tokens between two sampled decode passes
   * @param correction factor on every time and energy
   */
  public StaticRun run(StaticMode mode, long batch, int stride, double correction) {
    PassTime context =
        mode == StaticMode.DECODE
            ? PassTime.NONE
            : worker.timer().prefill(batch, request.newTokens(), request.prefix());
    PassTime generation = mode == StaticMode.PREFILL ? PassTime.NONE : generation(batch, stride);
    EncoderRun encoder =
        mode == StaticMode.DECODE
            ? EncoderRun.NONE
            : EncoderRun.of(worker, request.images(), batch);
    MemoryLedger ledger = encoder.in(worker.memory().ledger(moment(mode, batch)));
    double capacity = worker.plan().system().gpu().memoryCapacityBytes();
    boolean outOfMemory = ledger.totalBytes() >= capacity;
    KvShare share =
        memory.apply(
            worker.rules().kvShareOfSeparatePhases(worker.plan(), worker.database().version()));
    return new StaticRun(
        context.times(correction),
        generation.times(correction),
        encoder.times(correction),
        ledger,
        outOfMemory,
        !outOfMemory && share.exceededBy(ledger, capacity));
  }

  /** The busiest moment of a batch. */
  private MemoryModel.Moment moment(StaticMode mode, long batch) {
    long output = mode == StaticMode.PREFILL ? 1 : request.osl();
    double tokens = mode == StaticMode.DECODE ? batch : (double) request.newTokens() * batch;
    double growth = mode == StaticMode.DECODE ? speculation.width() : 1;
    return new MemoryModel.Moment(
        tokens, growth, batch, memory.sequenceTokens(request.isl() + output));
  }

  private PassTime generation(long batch, int stride) {
    return worker
        .timer()
        .decode(
            new DecodeSteps(
                batch * speculation.width(), request.isl() + 1, stride, request.osl() - 1));
  }
}
