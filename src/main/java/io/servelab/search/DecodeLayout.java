package io.servelab.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decode points of one layout, to be matched with prefill points.
 *
 * <p>A pair is matched once, however many targets ask for it, and only if it could be the best.
 */
final class DecodeLayout {

  private static final int KEPT_PER_TARGET = 16;

  private final Replicas replicas;
  private final List<WorkerPoint> points;
  private final Map<Pair, Optional<Replicas.Draft>> drafts = new HashMap<>();
  private final Map<Pair, DisaggregatedCandidate> composed = new HashMap<>();
  private final Map<Question, Optional<DisaggregatedCandidate>> known = new HashMap<>();

  DecodeLayout(Replicas replicas, List<WorkerPoint> points) {
    this.replicas = replicas;
    this.points = List.copyOf(points);
  }

  /** A pair of workers under a target for the first token. */
  @SuppressWarnings("ReferenceEquality") // the same worker, not an equal one
  private record Pair(WorkerPoint prefill, WorkerPoint decode, double ttftMs) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Pair pair
          && pair.prefill == prefill
          && pair.decode == decode
          && pair.ttftMs == ttftMs;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(prefill) * 31 + System.identityHashCode(decode);
    }
  }

  /**
   * The best replica under a target.
   *
   * @param prefills prefill points that meet it, most requests per GPU first
   */
  Optional<DisaggregatedCandidate> best(Sla.Pair target, List<WorkerPoint> prefills) {
    List<WorkerPoint> meeting = meeting(target.tpotMs());
    return known.computeIfAbsent(
        new Question(meeting.size(), prefills),
        absent -> search(meeting, prefills, target.ttftMs()));
  }

  /** Points that meet one target also meet a looser one, so their number tells which they are. */
  private record Question(int meeting, List<WorkerPoint> prefills) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Question question
          && question.meeting == meeting
          && question.prefills == prefills;
    }

    @Override
    public int hashCode() {
      return meeting * 31 + System.identityHashCode(prefills);
    }
  }

  private Optional<DisaggregatedCandidate> search(
      List<WorkerPoint> meeting, List<WorkerPoint> prefills, double ttftMs) {
    Replicas.Draft best = null;
    Pair bestPair = null;
    for (WorkerPoint decode : fastest(meeting)) {
      for (WorkerPoint prefill : prefills) {
        if (!replicas.goTogether(prefill, decode)
            || (best != null && replicas.bound(prefill, decode) < best.tokensPerSPerGpu())) {
          continue;
        }
        Pair pair = new Pair(prefill, decode, ttftMs);
        Optional<Replicas.Draft> draft =
            drafts.computeIfAbsent(pair, key -> replicas.draft(prefill, decode, ttftMs));
        if (draft.isPresent() && (best == null || draft.get().beats(best))) {
          best = draft.get();
          bestPair = pair;
        }
      }
    }
    return best == null ? Optional.empty() : Optional.of(compose(bestPair, best));
  }

  private static List<WorkerPoint> fastest(List<WorkerPoint> meeting) {
    List<WorkerPoint> ordered = TableOrder.fallingNumbers(meeting, WorkerPoint::requestsPerSPerGpu);
    return ordered.subList(0, Math.min(KEPT_PER_TARGET, ordered.size()));
  }

  private List<WorkerPoint> meeting(double tpotMs) {
    List<WorkerPoint> meeting = new ArrayList<>();
    for (WorkerPoint point : points) {
      double own = point.row().latency().tpotMs();
      if (own > 0 && own < tpotMs) {
        meeting.add(point);
      }
    }
    return meeting;
  }

  private DisaggregatedCandidate compose(Pair pair, Replicas.Draft draft) {
    return composed.computeIfAbsent(
        pair, key -> replicas.compose(key.prefill, key.decode, draft.match(), draft.encoders()));
  }
}
