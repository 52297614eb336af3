package io.servelab.search;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.StaticMode;
import io.servelab.engine.Worker;
import io.servelab.error.NoDataException;
import io.servelab.estimate.StaticEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Visits the batches of a worker that only prefills or only decodes. */
final class StaticSweep {

  private final SearchRequest search;
  private final StaticMode mode;
  private final List<Long> batches;
  private final double correction;
  private final MemorySettings memory;

  private StaticSweep(
      SearchRequest search, StaticMode mode, List<Long> batches, double correction) {
    this.search = search;
    this.mode = mode;
    this.batches = batches;
    this.correction = correction;
    this.memory = memory(search);
  }

  /** The reference release reserves for the whole request, whatever length is asked for. */
  private static MemorySettings memory(SearchRequest search) {
    MemorySettings asked = search.options().memory();
    return new MemorySettings(asked.kvFraction(), OptionalLong.empty());
  }

  static StaticSweep prefill(SearchRequest search) {
    long largest = search.options().limits().maxPrefillBatch();
    List<Long> batches = new ArrayList<>();
    for (long batch = 1; batch <= largest; batch++) {
      batches.add(batch);
    }
    return new StaticSweep(
        search, StaticMode.PREFILL, batches, search.options().disaggregation().prefillCorrection());
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
    Optional<NoDataException> missing = Optional.empty();
    for (long batch : batches) {
      try {
        StaticEstimate estimate =
            StaticEstimate.of(
                worker,
                mode,
                search.request(),
                search.options().choices().speculation(),
                memory,
                StaticEstimate.Sampling.of(batch).corrected(correction));
        if (!estimate.run().fits()) {
          break;
        }
        points.add(
            new WorkerPoint(
                worker, estimate.row().rounded(), EncoderShare.of(estimate.run().encoder())));
      } catch (NoDataException silent) {
        missing = Optional.of(silent);
      }
    }
    return SweepOutcome.visited(points, !points.isEmpty(), !points.isEmpty(), missing);
  }
}
