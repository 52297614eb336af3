package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.AggregatedRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Workers that mix prefill and decode, at one operating point: a single one, or several beside
 * encoders of their own.
 *
 * @param worker one worker
 * @param row what the replica delivers, rounded unless it has encoders
 * @param encoder the part of a vision encoder in it
 * @param workers number of workers
 * @param encoders separate encoders
 */
public record AggregatedCandidate(
    Worker worker,
    AggregatedRow row,
    EncoderShare encoder,
    int workers,
    Optional<EncoderUse> encoders)
    implements Candidate {

  /** A single worker without separate encoders. */
  public AggregatedCandidate(Worker worker, AggregatedRow row, EncoderShare encoder) {
    this(worker, row, encoder, 1, Optional.empty());
  }

  @Override
  public String label() {
    return ParallelLabel.of(worker.plan().parallel());
  }

  @Override
  public AggregatedRow.Latency latency() {
    return row.latency();
  }

  @Override
  public AggregatedRow.Rates rates() {
    return row.rates();
  }

  @Override
  public int gpus() {
    return row.gpus();
  }

  @Override
  public long concurrency() {
    return row.point().concurrency();
  }

  @Override
  public double powerW() {
    return row.powerW();
  }

  @Override
  public List<PoolUse> pools() {
    PoolUse mixed = new PoolUse(PoolRole.MIXED, worker, workers, row.memoryGib());
    return Stream.concat(Stream.of(mixed), encoders.stream().map(EncoderUse::pool)).toList();
  }
}
