package io.servelab.search;

import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedRow;
import io.servelab.estimate.WorkerRole;
import java.util.List;

/**
 * A replica of separate prefill and decode pools.
 *
 * @param prefill one prefill worker
 * @param decode one decode worker
 * @param row what the replica delivers, rounded
 */
public record DisaggregatedCandidate(WorkerPoint prefill, WorkerPoint decode, DisaggregatedRow row)
    implements Candidate {

  @Override
  public String label() {
    return decode.label();
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
    return row.concurrency();
  }

  @Override
  public double powerW() {
    return row.powerW();
  }

  @Override
  public List<PoolUse> pools() {
    return List.of(
        pool(WorkerRole.PREFILL, prefill, row.prefill().workers()),
        pool(WorkerRole.DECODE, decode, row.decode().workers()));
  }

  private static PoolUse pool(WorkerRole role, WorkerPoint point, int workers) {
    return new PoolUse(role, point.worker(), workers, point.row().memoryGib());
  }
}
