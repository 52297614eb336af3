package io.servelab.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.plan.Load;
import io.servelab.search.plan.LoadMatch;
import io.servelab.search.plan.Recommendation;
import io.servelab.search.plan.Sizing;
import io.servelab.table.CandidateTables;
import io.servelab.table.PlanTables;
import io.servelab.table.TableView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tech.tablesaw.api.Table;

/** Replicas that serve a load: how many of which deployment, on how many GPUs. */
public final class SizingReport {

  private static final int WIDTH = 100;
  private static final int LINES = 10;

  private final SearchResult result;
  private final Load load;
  private final LoadMatch match;
  private final boolean anyNumber;

  private SizingReport(SearchResult result, Load load, LoadMatch match, boolean anyNumber) {
    this.result = result;
    this.load = load;
    this.match = match;
    this.anyNumber = anyNumber;
  }

  /**
   * Sizes what a search found for a load.
   *
   * @param cap GPUs that may be used in all, if that is limited
   */
  public static SizingReport of(SearchResult result, Load load, OptionalInt cap) {
    return new SizingReport(result, load, new LoadMatch(result.request(), load, cap), false);
  }

  /**
   * Reports a recommendation, which was free to take as many GPUs as it needs.
   *
   * @param cap GPUs that may be used in all, if that is limited
   */
  public static SizingReport of(Recommendation found, Load load, OptionalInt cap) {
    SearchResult result = found.result();
    return new SizingReport(result, load, new LoadMatch(result.request(), load, cap), true);
  }

  /** The sizing with the fewest GPUs, or that serves the most; empty if nothing serves anything. */
  public Optional<Sizing> best() {
    return match.best(result);
  }

  /** What serves the load, in one sentence. */
  public String verdict() {
    return best().map(this::verdict).orElse("Nothing serves " + load + ".");
  }

  private String verdict(Sizing best) {
    String share =
        best.servesAll()
            ? "serve " + load
            : String.format(Locale.ROOT, "serve %.1f %% of %s", best.loadServedPercent(), load);
    return String.format(
        Locale.ROOT,
        "%d GPUs %s: %d x %s %s with %s.",
        best.totalGpus(),
        share,
        best.replicas(),
        CandidateTables.mode(best.candidate()).id(),
        CandidateTables.describe(best.candidate()),
        CandidateTables.engine(best.candidate()));
  }

  /** The best sizing, then the other good ones of each kind of deployment. */
  public Table table() {
    List<Sizing> all = new ArrayList<>();
    for (SearchBranch branch : result.branches()) {
      all.addAll(match.top(branch.candidates()));
    }
    Optional<Sizing> best = best();
    all.sort(
        Comparator.comparing((Sizing sizing) -> best.filter(sizing::equals).isEmpty())
            .thenComparing(sizing -> !sizing.servesAll())
            .thenComparingDouble(sizing -> -sizing.loadServedPercent())
            .thenComparingInt(Sizing::totalGpus)
            .thenComparingDouble(sizing -> -sizing.candidate().tokensPerSPerGpu()));
    return PlanTables.sizings(all, result);
  }

  /** The whole report. */
  public String text() {
    TextReport question = TextReport.of(result, result.request().database().rules().id());
    Table shown = table();
    shown.removeColumns("replica_requests_s", "replica_concurrency");
    return load
        + " of "
        + (anyNumber ? question.questionOnAnyNumber() : question.question())
        + "\n"
        + verdict()
        + "\n\n"
        + TableView.of(shown).rows(LINES).note(question.provenance()).text(WIDTH)
        + "\n";
  }

  /** The report as one JSON object. */
  public String json() {
    ObjectNode root = JsonReport.node(result, result.request().database().rules().id());
    ObjectNode sized = root.putObject("load");
    sized.put("verdict", verdict());
    best()
        .ifPresent(
            best -> {
              sized.put("deployment", CandidateTables.describe(best.candidate()));
              sized.put("mode", CandidateTables.mode(best.candidate()).id());
              sized.put("replicas_needed", best.replicas());
              sized.put("total_gpus_needed", best.totalGpus());
              sized.put("load_served_pct", best.loadServedPercent());
            });
    return JsonReport.written(root);
  }
}
