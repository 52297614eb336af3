package io.servelab.search;

import io.servelab.estimate.AggregatedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Replicas of mixed workers and encoders, from mixed workers that run the language model only. */
final class EncodedWorkers {

  private final SearchRequest search;
  private final EncoderMatcher matcher;

  EncodedWorkers(SearchRequest search, EncoderMatcher matcher) {
    this.search = search;
    this.matcher = matcher;
  }

  /**
   * Every useful combination of the workers with each encoder, most throughput first; of equals,
   * the one that is done with its images first.
   */
  List<AggregatedCandidate> of(List<AggregatedCandidate> workers) {
    List<AggregatedCandidate> replicas = new ArrayList<>();
    for (AggregatedCandidate worker : workers) {
      for (EncoderPoint point : matcher.points()) {
        boolean inTime =
            search.sla().requestMs().isPresent()
                || worker.latency().ttftMs() + point.latencyMs() <= search.sla().ttftMs();
        if (inTime) {
          matcher
              .cells(worker.rates().requestsPerS(), worker.gpus(), point)
              .forEach(cell -> replicas.add(replica(worker, cell)));
        }
      }
    }
    replicas.sort(
        Comparator.comparingDouble((AggregatedCandidate replica) -> -replica.tokensPerSPerGpu())
            .thenComparingDouble(replica -> replica.latency().ttftMs()));
    return replicas;
  }

  private static AggregatedCandidate replica(AggregatedCandidate worker, EncoderMatcher.Cell cell) {
    AggregatedRow row = worker.row();
    AggregatedRow.Point point = row.point();
    double encoderMs = cell.encoders().point().latencyMs();
    double own = row.rates().requestsPerS();
    double times =
        cell.requestsPerS() < own * cell.workers() ? cell.requestsPerS() / own : cell.workers();
    double tokensPerS = row.rates().tokensPerS() * times;
    AggregatedRow whole =
        new AggregatedRow(
            new AggregatedRow.Point(
                point.batch(),
                point.globalBatch(),
                point.concurrency() * cell.workers(),
                point.contextTokens(),
                point.prefillRequests(),
                point.decodeRequests(),
                point.passTokens()),
            new AggregatedRow.Latency(
                row.latency().ttftMs() + encoderMs,
                row.latency().tpotMs(),
                row.latency().requestMs() + encoderMs),
            new AggregatedRow.Rates(
                cell.requestsPerS(),
                cell.requestsPerS() / cell.gpus(),
                tokensPerS,
                tokensPerS / cell.gpus(),
                row.rates().tokensPerSPerUser()),
            cell.gpus(),
            row.memoryGib(),
            row.balance(),
            row.powerW());
    return new AggregatedCandidate(
        worker.worker(),
        whole,
        new EncoderShare(encoderMs, 0),
        cell.workers(),
        Optional.of(cell.encoders()));
  }
}
