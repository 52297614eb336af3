package io.servelab.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/** A prefill and a decode worker that may serve together; matched when first needed. */
final class WorkerPair {

  /** Most promising first; of equals, the shorter first token, then the faster decode. */
  static final Comparator<WorkerPair> BY_BOUND =
      Comparator.comparingDouble((WorkerPair pair) -> -pair.bound)
          .thenComparingDouble(pair -> pair.times.ttftMs())
          .thenComparingDouble(pair -> pair.times.tpotMs());

  private final WorkerPoint prefill;
  private final WorkerPoint decode;
  private final double bound;
  private final ReplicaPool.Target times;
  private @org.jspecify.annotations.Nullable List<DisaggregatedCandidate> replicas;

  /**
   * Creates a pair.
   *
   * @param bound an upper bound on its throughput, tokens per second and GPU
   * @param times what it takes
   */
  WorkerPair(WorkerPoint prefill, WorkerPoint decode, double bound, ReplicaPool.Target times) {
    this.prefill = prefill;
    this.decode = decode;
    this.bound = bound;
    this.times = times;
  }

  double bound() {
    return bound;
  }

  boolean meets(ReplicaPool.Target target) {
    return times.ttftMs() <= target.ttftMs()
        && times.tpotMs() <= target.tpotMs()
        && times.requestMs() <= target.requestMs();
  }

  /** Its replicas, the best for the cluster first; none if no allowed size can be made of it. */
  List<DisaggregatedCandidate> replicas(
      BiFunction<WorkerPoint, WorkerPoint, List<DisaggregatedCandidate>> compose) {
    if (replicas == null) {
      replicas = compose.apply(prefill, decode);
    }
    return replicas;
  }
}
