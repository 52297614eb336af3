package io.servelab.table;

import io.servelab.search.Candidate;
import io.servelab.search.choice.Picks;
import io.servelab.search.choice.Scored;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Score;
import io.servelab.search.score.Scoring;
import io.servelab.search.score.Yardstick;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Scores of deployments, term by term, and fronts in chosen metrics, as tables. */
public final class ScoreTables {

  private record Pick(String purpose, Candidate candidate) {}

  private ScoreTables() {}

  /** One row for each deployment, in the given order: objective, constraints, score. */
  public static Table of(List<Scored> scored, Scoring scoring) {
    TableBuilder<Scored> columns =
        TableBuilder.<Scored>named("scores")
            .text("mode", each -> CandidateTables.mode(each.candidate()).id())
            .text("deployment", each -> CandidateTables.describe(each.candidate()))
            .number(scoring.objective().name(), each -> each.score().value());
    for (int index = 0; index < scoring.constraints().size(); index++) {
      int place = index;
      String bound = scoring.constraints().get(index).bound().toString();
      columns =
          columns
              .number(bound, each -> term(each, place).value())
              .number("penalty of " + bound, each -> term(each, place).penalty());
    }
    return columns.number("score", each -> each.score().total()).build(scored);
  }

  private static Score.Term term(Scored scored, int place) {
    return scored.score().terms().get(place);
  }

  /** Some deployments with some metrics. */
  public static Table metrics(
      List<? extends Candidate> candidates, List<Metric> metrics, Yardstick yardstick) {
    TableBuilder<Candidate> columns =
        TableBuilder.<Candidate>named("Pareto front")
            .text("mode", each -> CandidateTables.mode(each).id())
            .text("deployment", CandidateTables::describe);
    for (Metric metric : metrics) {
      columns = columns.number(metric.id(), each -> metric.of(each, yardstick));
    }
    return columns.build(candidates);
  }

  /** The best deployment for each purpose. */
  public static Table picks(Picks picks, Yardstick yardstick) {
    Map<String, Optional<Candidate>> purposes = new LinkedHashMap<>();
    purposes.put("most throughput", picks.throughput());
    purposes.put("shortest request", picks.latency());
    purposes.put("fewest GPUs", picks.fewestGpus());
    purposes.put("cheapest", picks.cheapest());
    List<Pick> rows =
        purposes.entrySet().stream()
            .flatMap(each -> each.getValue().map(found -> new Pick(each.getKey(), found)).stream())
            .toList();
    TableBuilder<Pick> columns =
        TableBuilder.<Pick>named("picks")
            .text("purpose", Pick::purpose)
            .text("mode", pick -> CandidateTables.mode(pick.candidate).id())
            .text("deployment", pick -> CandidateTables.describe(pick.candidate))
            .integer("gpus", pick -> pick.candidate.gpus())
            .number("request_ms", pick -> pick.candidate.latency().requestMs())
            .number(
                "cluster_tokens_s_gpu",
                pick -> Metric.TOKENS_PER_S_PER_GPU.of(pick.candidate, yardstick));
    return (yardstick.prices().any()
            ? columns.number(
                "cost_per_million_tokens",
                pick -> Metric.COST_PER_MILLION_TOKENS.of(pick.candidate, yardstick))
            : columns)
        .build(rows);
  }
}
