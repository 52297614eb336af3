package io.servelab.search;

import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replica of separate prefill and decode pools.
 *
 * @param prefill one prefill worker
 * @param decode one decode worker
 * @param row what the replica delivers, rounded
 * @param encoders separate encoders
 */
public record DisaggregatedCandidate(
    WorkerPoint prefill, WorkerPoint decode, DisaggregatedRow row, Optional<EncoderUse> encoders)
    implements Candidate {

  /** Without separate encoders. */
  public DisaggregatedCandidate(WorkerPoint prefill, WorkerPoint decode, DisaggregatedRow row) {
    this(prefill, decode, row, Optional.empty());
  }

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
    return Stream.concat(
            Stream.of(
                pool(PoolRole.PREFILL, prefill, row.prefill().workers()),
                pool(PoolRole.DECODE, decode, row.decode().workers())),
            encoders.stream().map(EncoderUse::pool))
        .toList();
  }

  private static PoolUse pool(PoolRole role, WorkerPoint point, int workers) {
    return new PoolUse(role, point.worker(), workers, point.row().memoryGib());
  }
}
