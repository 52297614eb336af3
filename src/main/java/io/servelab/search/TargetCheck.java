package io.servelab.search;

import io.servelab.perf.RuleSet;
import java.util.Comparator;
import java.util.List;

/**
 * Which candidates meet the targets of a search under its rules. The reference release leaves the
 * first token to the sweep, so it does not count here again.
 */
public final class TargetCheck {

  private final SearchRequest search;
  private final boolean firstTokenCounts;

  /** Checks against the targets of a search. */
  public TargetCheck(SearchRequest search) {
    this.search = search;
    this.firstTokenCounts = search.database().rules() == RuleSet.SERVELAB;
  }

  /** Whether a candidate meets the targets, the limits included. */
  public boolean meets(Candidate candidate) {
    return excess(candidate) <= 0;
  }

  /** The candidates that meet the targets; if none does, the one that comes nearest. */
  public List<Candidate> meetingOrNearest(List<? extends Candidate> candidates) {
    List<Candidate> meeting = List.copyOf(candidates.stream().filter(this::meets).toList());
    if (!meeting.isEmpty()) {
      return meeting;
    }
    double nearest = candidates.stream().mapToDouble(this::excess).min().orElse(0);
    return List.copyOf(
        candidates.stream().filter(candidate -> excess(candidate) == nearest).toList());
  }

  /**
   * What meets the targets first, then what misses them by least. All are equal under the rules of
   * the reference release, which compares by throughput alone.
   */
  public Comparator<Candidate> nearestFirst() {
    return Comparator.comparingDouble(
        candidate -> firstTokenCounts ? Math.max(0, excess(candidate)) : 0);
  }

  /** The largest share by which a latency exceeds its target; not positive if none does. */
  double excess(Candidate candidate) {
    Sla sla = search.sla();
    if (sla.requestMs().isPresent()) {
      return candidate.latency().requestMs() / sla.requestMs().getAsDouble() - 1;
    }
    double later = candidate.latency().tpotMs() / sla.tpotMs() - 1;
    return firstTokenCounts
        ? Math.max(candidate.latency().ttftMs() / sla.ttftMs() - 1, later)
        : later;
  }
}
