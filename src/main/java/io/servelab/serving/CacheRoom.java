package io.servelab.serving;

import io.servelab.engine.KvShare;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.engine.sim.KvLimit;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.step.MemoryModel;

/**
 * Room of a rank for cached tokens, as its memory ledger has it.
 *
 * @param tokens tokens that fit; not positive if the ledger sees no room at all
 */
public record CacheRoom(double tokens) {

  private static final int PASS_TOKENS = 8192;

  /**
   * Room beside everything else that a rank keeps in memory.
   *
   * @param request lengths of a request, for caches that do not grow evenly
   * @param memory limits chosen by the user
   */
  public static CacheRoom of(Worker worker, RequestShape request, MemorySettings memory) {
    long length = request.isl() + request.osl();
    double otherBytes =
        worker.memory().ledger(new MemoryModel.Moment(PASS_TOKENS, 1, 1, length)).nonKvBytes();
    KvShare share =
        memory.apply(worker.rules().kvShare(worker.plan(), worker.database().version()));
    double bytes = share.roomBytes(worker.plan().system().gpu().memoryCapacityBytes(), otherBytes);
    return new CacheRoom(bytes / (worker.memory().kvCache().bytesPerSequence(length) / length));
  }

  /** Whether one request fits; if not, and yet it ran, the ledger errs. */
  public boolean holds(RequestShape request) {
    return tokens >= request.isl() + request.osl();
  }

  /** Limit of a rank; none where the ledger has no room for a single request. */
  KvLimit limit(RequestShape request, SchedulerPreset.Cache cache) {
    return holds(request) ? cache.limit(tokens) : KvLimit.NONE;
  }
}
