package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.KvShare;
import io.servelab.engine.Worker;
import io.servelab.engine.sim.KvLimit;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.step.MemoryModel;

/**
 * Room of a rank for cached tokens, as its memory ledger has it.
 *
 * @param tokens tokens that fit; not positive if the ledger sees no room at all
 */
record CacheRoom(double tokens) {

  private static final int PASS_TOKENS = 8192;

  static CacheRoom of(Worker worker, Load load) {
    long length = (long) load.isl() + load.osl();
    double otherBytes =
        worker.memory().ledger(new MemoryModel.Moment(PASS_TOKENS, 1, 1, length)).nonKvBytes();
    KvShare share = worker.rules().kvShare(worker.plan(), worker.database().version());
    double bytes = share.roomBytes(worker.plan().system().gpu().memoryCapacityBytes(), otherBytes);
    return new CacheRoom(bytes / (worker.memory().kvCache().bytesPerSequence(length) / length));
  }

  /** Whether one request fits; if not, the ledger errs, because the point was measured. */
  boolean holds(Load load) {
    return tokens >= load.isl() + load.osl();
  }

  /** Limit of a rank; none where the ledger contradicts the measurement. */
  KvLimit limit(Load load, SchedulerPreset.Cache cache) {
    return holds(load) ? cache.limit(tokens) : KvLimit.NONE;
  }
}
