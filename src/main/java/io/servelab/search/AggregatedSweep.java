package io.servelab.search;

import io.servelab.engine.AggregatedForm;
import io.servelab.engine.AggregatedRun;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Worker;
import io.servelab.error.NoDataException;
import io.servelab.estimate.AggregatedRow;
import java.util.ArrayList;
import java.util.Comparator;
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
        OperatingPoints.contextBudgets(
            search.request().isl(), search.options().chunkedPrefill());
    this.targets = search.sla().sweep(search.request().osl());
  }

  /** Evaluates a worker and keeps what is among the best under some pair of targets. */
  SweepOutcome<AggregatedCandidate> sweep(Worker worker) {
    SweepOutcome<AggregatedRow> visited = visit(worker);
    Set<AggregatedRow> kept = new LinkedHashSet<>();
    List<Rounded> rows = visited.points().stream().map(Rounded::of).toList();
    for (Sla.Pair target : targets) {
      rows.stream()
          .filter(row -> row.exact.latency().tpotMs() <= target.tpotMs())
          .filter(row -> row.exact.latency().ttftMs() <= target.ttftMs())
          .sorted(
              Comparator.comparingDouble((Rounded row) -> -row.rounded.rates().requestsPerS()))
          .limit(KEPT_PER_TARGET)
          .forEach(row -> kept.add(row.rounded));
    }
    return new SweepOutcome<>(
        kept.stream().map(row -> new AggregatedCandidate(worker, row)).toList(),
        visited.fits(),
        visited.fitsKvCache(),
        visited.missing());
  }

  private record Rounded(AggregatedRow exact, AggregatedRow rounded) {
    static Rounded of(AggregatedRow row) {
      return new Rounded(row, row.rounded());
    }
  }

  private SweepOutcome<AggregatedRow> visit(Worker worker) {
    RequestShape request = search.request();
    AggregatedForm form =
        new AggregatedForm(
            worker,
            request,
            search.options().choices().speculation(),
            search.options().memory(),
            0);
    List<AggregatedRow> rows = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    boolean fits = false;
    boolean fitsKvCache = false;
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
          fitsKvCache |= run.fits();
          if (!run.fits()) {
            break;
          }
          rows.add(AggregatedRow.of(worker, request, run, batch, budget));
        } catch (NoDataException silent) {
          missing = Optional.of(silent);
        }
      }
    }
    return new SweepOutcome<>(rows, fits, fitsKvCache, missing);
  }

  /** Where prefill is the bottleneck, batches that balance to the same size are equivalent. */
  private boolean isEquivalentToVisited(long batch, long budget, Set<Long> seen) {
    if (search.options().choices().speculation().progress() != 1) {
      return false;
    }
    double balance =
        (double) search.request().isl() * batch / budget / search.request().osl();
    if (balance <= 1) {
      return false;
    }
    long balanced = (long) Math.floor(batch / balance);
    return balanced > 1 && !seen.add(balanced);
  }
}
