package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.WorkerRole;
import java.util.List;

/**
 * A worker that mixes prefill and decode, at one operating point.
 *
 * @param worker the worker
 * @param row what it delivers, rounded
 * @param encoder the part of a vision encoder in it
 */
public record AggregatedCandidate(Worker worker, AggregatedRow row, EncoderShare encoder)
    implements Candidate {

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
    return List.of(new PoolUse(WorkerRole.MIXED, worker, 1, row.memoryGib()));
  }
}
