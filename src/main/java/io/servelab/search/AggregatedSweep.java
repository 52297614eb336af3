package io.servelab.search;

import io.servelab.engine.AggregatedForm;
import io.servelab.engine.AggregatedRun;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.error.NoDataException;
import io.servelab.estimate.AggregatedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Visits the operating points of a worker that mixes prefill and decode.
 *
 * <p>Every point is evaluated once; the pairs of targets only filter.
 */
final class AggregatedSweep {

  private static final int KEPT_PER_TARGET = 10;
  private final SearchRequest search;
  private final List<Long> batches;
  private final List<Long> budgets;
  private final List<Sla.Pair> targets;

  AggregatedSweep(SearchRequest search) {
    this.search = search;
    this.batches = OperatingPoints.mixedBatches(search.options().limits().maxBatch());
    this.budgets =
        OperatingPoints.contextBudgets(search.request().isl(), search.options().chunkedPrefill());
    this.targets = search.targets();
  }

  /** A point that runs; targets are compared with its times before they are rounded. */
  private static final class Point {
    private final AggregatedRow.Latency exact;
    private final AggregatedCandidate candidate;

    Point(AggregatedRow.Latency exact, AggregatedCandidate candidate) {
      this.exact = exact;
      this.candidate = candidate;
    }

    double requestsPerS() {
      return candidate.rates().requestsPerS();
    }

    boolean meets(Sla.Pair target) {
      return exact.tpotMs() <= target.tpotMs() && exact.ttftMs() <= target.ttftMs();
    }
  }

  /** Evaluates a worker and keeps what is among the best under some pair of targets. */
  SweepOutcome<AggregatedCandidate> sweep(Worker worker) {
    SweepOutcome<Point> visited = visit(worker);
    Set<Point> kept = new LinkedHashSet<>();
    List<Point> before = List.of();
    for (Sla.Pair target : targets) {
      List<Point> meeting = meeting(visited.points(), target);
      if (!meeting.equals(before)) {
        List<Point> ordered = TableOrder.fallingNumbers(meeting, Point::requestsPerS);
        kept.addAll(ordered.subList(0, Math.min(KEPT_PER_TARGET, ordered.size())));
        before = meeting;
      }
    }
    return visited.keeping(kept.stream().map(point -> point.candidate).toList());
  }

  private static List<Point> meeting(List<Point> points, Sla.Pair target) {
    List<Point> meeting = new ArrayList<>();
    for (Point point : points) {
      if (point.meets(target)) {
        meeting.add(point);
      }
    }
    return meeting;
  }

  /** Evaluates a worker and keeps every point that runs. */
  SweepOutcome<AggregatedCandidate> everything(Worker worker) {
    SweepOutcome<Point> visited = visit(worker);
    return visited.keeping(visited.points().stream().map(point -> point.candidate).toList());
  }

  private SweepOutcome<Point> visit(Worker worker) {
    RequestShape request = search.request();
    AggregatedForm form =
        new AggregatedForm(
            worker,
            request,
            search.options().choices().speculation(),
            search.options().memory(),
            0);
    List<Point> points = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    boolean fits = false;
    Optional<NoDataException> missing = Optional.empty();
    for (long batch : batches) {
      for (long budget : budgets) {
        long prompts = -Math.floorDiv(-budget, request.isl());
        if (batch < prompts || (batch > 1 && batch - prompts < 1)) {
          break;
        }
        if (isEquivalentToVisited(batch, budget, seen)) {
          continue;
        }
        try {
          AggregatedRun run = form.run(batch, budget);
          fits |= !run.outOfMemory();
          if (!run.fits()) {
            break;
          }
          points.add(point(worker, run, batch, budget));
        } catch (NoDataException silent) {
          missing = Optional.of(silent);
        }
      }
    }
    return SweepOutcome.visited(points, fits, !points.isEmpty(), missing);
  }

  private Point point(Worker worker, AggregatedRun run, long batch, long budget) {
    AggregatedRow row = AggregatedRow.of(worker, search.request(), run, batch, budget);
    return new Point(
        row.latency(),
        new AggregatedCandidate(worker, row.rounded(), EncoderShare.of(run.encoder())));
  }

  /** Where prefill is the bottleneck, batches that balance to the same size are equivalent. */
  private boolean isEquivalentToVisited(long batch, long budget, Set<Long> seen) {
    if (search.options().choices().speculation().progress() != 1) {
      return false;
    }
    double balance = (double) search.request().isl() * batch / budget / search.request().osl();
    if (balance <= 1) {
      return false;
    }
    // By the exact remainder: a rounded quotient could gain one.
    long balanced = (long) Math.rint((batch - batch % balance) / balance);
    return balanced > 1 && !seen.add(balanced);
  }
}
