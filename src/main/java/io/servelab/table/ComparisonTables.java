package io.servelab.table;

import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** Results of two searches side by side. */
public final class ComparisonTables {

  private record Metric(String name, String unit, ToDoubleFunction<Answer> value) {}

  /** A recommended deployment with the cluster it was recommended for. */
  private record Answer(Candidate candidate, int totalGpus) {}

  private static final List<Metric> METRICS =
      List.of(
          new Metric(
              "throughput of the cluster",
              "tokens/s/GPU",
              answer -> answer.candidate.clusterTokensPerSPerGpu(answer.totalGpus)),
          new Metric(
              "speed of one user",
              "tokens/s/user",
              answer -> answer.candidate.rates().tokensPerSPerUser()),
          new Metric("TTFT", "ms", answer -> answer.candidate.latency().ttftMs()),
          new Metric("TPOT", "ms", answer -> answer.candidate.latency().tpotMs()),
          new Metric("request latency", "ms", answer -> answer.candidate.latency().requestMs()),
          new Metric("GPUs of a replica", "GPUs", answer -> answer.candidate.gpus()),
          new Metric(
              "concurrency of a replica", "requests", answer -> answer.candidate.concurrency()));

  private record Row(String metric, String unit, double before, double after) {}

  private static final TableBuilder<Row> COLUMNS =
      TableBuilder.<Row>named("recommended deployments, before and after")
          .text("metric", Row::metric)
          .text("unit", Row::unit)
          .number("before", Row::before)
          .number("after", Row::after)
          .number("change_pct", row -> 100 * (row.after / row.before - 1));

  private ComparisonTables() {}

  /** The recommended deployments of two results; a result without one has missing numbers. */
  public static Table of(SearchResult before, SearchResult after) {
    Optional<Answer> left = answer(before);
    Optional<Answer> right = answer(after);
    List<Row> rows = new ArrayList<>();
    for (Metric metric : METRICS) {
      rows.add(
          new Row(
              metric.name,
              metric.unit,
              left.map(metric.value::applyAsDouble).orElse(Double.NaN),
              right.map(metric.value::applyAsDouble).orElse(Double.NaN)));
    }
    return COLUMNS.build(rows);
  }

  private static Optional<Answer> answer(SearchResult result) {
    return result
        .chosen()
        .flatMap(SearchBranch::best)
        .map(best -> new Answer(best, result.request().totalGpus()));
  }
}
