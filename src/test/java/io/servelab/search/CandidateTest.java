package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.engine.RequestShape;
import io.servelab.estimate.AggregatedRow;
import io.servelab.estimate.DisaggregatedRow;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.StaticRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateTest {

  @Test
  void gpusThatHoldNoReplicaCount() {
    StaticRow row = TestSearches.pool(1, 8);
    WorkerPoint point = new WorkerPoint(TestSearches.worker(8), row, EncoderShare.NONE);
    DisaggregatedRow replica =
        new DisaggregatedRow(
            new DisaggregatedRow.Pool(row, 1),
            new DisaggregatedRow.Pool(row, 2),
            new AggregatedRow.Latency(1, 1, 1),
            new AggregatedRow.Rates(1, 1, 2400, 100, 1),
            8,
            24,
            0);
    Candidate candidate = new DisaggregatedCandidate(point, point, replica);
    assertEquals(75, candidate.clusterTokensPerSPerGpu(32));
    assertEquals(
        List.of(PoolRole.PREFILL, PoolRole.DECODE),
        candidate.pools().stream().map(PoolUse::role).toList());
    assertEquals(24, candidate.pools().stream().mapToInt(PoolUse::gpus).sum());
  }

  /** Section 11.2 of the search specification. */
  @Test
  void wholeRequestTakesItsFirstTokenAndAllLaterOnes() {
    StaticRow prefill =
        new StaticRow(
            1,
            1,
            new StaticRow.Latency(0, 0, 1000 / 1.8, 0, 0),
            new StaticRow.Rates(1, 1, 1, 1, 0),
            1,
            0,
            0);
    StaticRow decode =
        new StaticRow(
            1,
            1,
            new StaticRow.Latency(0, 0, 0, 20, 0),
            new StaticRow.Rates(1, 1, 1, 1, 50),
            1,
            0,
            0);
    DisaggregatedRow row =
        Disaggregation.DEFAULT.compose(new RequestShape(4000, 1000, 0), prefill, 1, decode, 1);
    assertEquals(20980, row.latency().requestMs());
  }
}
