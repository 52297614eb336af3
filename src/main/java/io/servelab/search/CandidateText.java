package io.servelab.search;

/** A candidate in a few words. */
public final class CandidateText {

  private CandidateText() {}

  /** Kind of a deployment. */
  public static ServingMode mode(Candidate candidate) {
    return candidate instanceof AggregatedCandidate
        ? ServingMode.AGGREGATED
        : ServingMode.DISAGGREGATED;
  }

  /** A deployment in a few words, such as {@code 5p tp4 bs1 + 3d tp4 bs60}. */
  public static String describe(Candidate candidate) {
    if (candidate instanceof AggregatedCandidate aggregated) {
      return ParallelLabel.brief(aggregated.worker().plan().parallel())
          + " bs"
          + aggregated.row().point().batch()
          + " ctx"
          + aggregated.row().point().contextTokens();
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    return pools.row().prefill().workers()
        + "p "
        + describe(pools.prefill())
        + " + "
        + pools.row().decode().workers()
        + "d "
        + describe(pools.decode());
  }

  /** A worker of one role in a few words, such as {@code tp4 bs60}. */
  public static String describe(WorkerPoint point) {
    return ParallelLabel.brief(point.worker().plan().parallel()) + " bs" + point.row().batch();
  }

  /** Name of the engine that serves a deployment. */
  public static String engine(Candidate candidate) {
    return candidate.pools().get(0).worker().database().engine().id();
  }
}
