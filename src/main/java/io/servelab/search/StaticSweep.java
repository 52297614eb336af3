package io.servelab.search;

import io.servelab.engine.StaticMode;
import io.servelab.engine.StaticRun;
import io.servelab.engine.Worker;
import io.servelab.error.NoDataException;
import io.servelab.estimate.StaticEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Visits the batches of a worker that only prefills or only decodes. */
final class StaticSweep {

  private final SearchRequest search;
  private final StaticMode mode;
  private final List<Long> batches;
  private final double correction;

  private StaticSweep(
      SearchRequest search, StaticMode mode, List<Long> batches, double correction) {
    this.search = search;
    this.mode = mode;
    this.batches = batches;
    this.correction = correction;
  }

  static StaticSweep prefill(SearchRequest search) {
    long largest = search.options().limits().maxPrefillBatch();
    List<Long> batches = new ArrayList<>();
    for (long batch = 1; batch <= largest; batch++) {
      batches.add(batch);
    }
    return new StaticSweep(
        search,
        StaticMode.PREFILL,
        batches,
        search.options().disaggregation().prefillCorrection());
  }

  static StaticSweep decode(SearchRequest search) {
    return new StaticSweep(
        search,
        StaticMode.DECODE,
        OperatingPoints.decodeBatches(search.options().limits().maxDecodeBatch()),
        search.options().disaggregation().decodeCorrection());
  }

  SweepOutcome<WorkerPoint> sweep(Worker worker) {
    List<WorkerPoint> points = new ArrayList<>();
    boolean fits = false;
    Optional<NoDataException> missing = Optional.empty();
    for (long batch : batches) {
      try {
        StaticEstimate estimate =
            StaticEstimate.of(
                worker,
                mode,
                search.request(),
                search.options().choices().speculation(),
                search.options().memory(),
                StaticEstimate.Sampling.of(batch).corrected(correction));
        StaticRun run = estimate.run();
        fits |= !run.outOfMemory();
        if (!run.fits()) {
          break;
        }
        points.add(new WorkerPoint(worker, estimate.row().rounded()));
      } catch (NoDataException silent) {
        missing = Optional.of(silent);
      }
    }
    return new SweepOutcome<>(points, fits, !points.isEmpty(), missing);
  }
}
