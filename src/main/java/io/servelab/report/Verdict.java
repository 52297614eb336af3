package io.servelab.report;

import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.SimulatedComparison;
import io.servelab.table.CandidateTables;
import io.servelab.table.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a search found, in one sentence. */
final class Verdict {

  private final SearchResult result;

  Verdict(SearchResult result) {
    this.result = result;
  }

  /** Whether there is a recommended deployment, and it meets the latency targets. */
  boolean meetsTargets() {
    return result.chosen().flatMap(SearchBranch::best).filter(this::meets).isPresent();
  }

  private boolean meets(Candidate candidate) {
    return result.request().sla().metBy(candidate);
  }

  String text() {
    return result.chosen().map(this::text).orElse("No deployment was found: " + reasons());
  }

  private String text(SearchBranch chosen) {
    Candidate top = chosen.best().orElseThrow();
    StringBuilder sentence = new StringBuilder();
    boolean some = recommended().stream().anyMatch(this::meets);
    sentence.append(some ? opening() : "Nothing found meets the targets. Nearest: ");
    sentence.append(chosen.mode().id());
    sentence.append(result.engines().isEmpty() ? "" : " with " + CandidateTables.engine(top));
    sentence.append(", ").append(NumberText.of(result.throughput(chosen), 6));
    sentence.append(" tokens/s/GPU");
    if (some) {
      result.branches().forEach(other -> sentence.append(beside(chosen, other)));
    }
    sentence.append(": ").append(CandidateTables.describe(top)).append(".");
    if (!meets(top)) {
      sentence.append(" It misses ").append(result.request().sla().missedBy(top)).append('.');
    }
    result.forecasts().prepare(recommended());
    if (some) {
      SimulatedComparison.of(result).ifPresent(compared -> sentence.append(' ').append(compared));
    }
    return sentence.toString();
  }

  private String opening() {
    return result.preferred().isPresent() ? "Best by score: " : "Best: ";
  }

  /** How another kind of deployment compares; nothing where it gave none. */
  private String beside(SearchBranch chosen, SearchBranch other) {
    double throughput = result.throughput(other);
    if (other.mode() == chosen.mode() || throughput == 0) {
      return "";
    }
    boolean comparable = meets(other.best().orElseThrow()) || !meetsTargets();
    return comparable
        ? String.format(
            Locale.ROOT,
            ", %.2f x %s (%s)",
            result.throughput(chosen) / throughput,
            other.mode().id(),
            NumberText.of(throughput, 6))
        : ", while " + other.mode().id() + " misses a target";
  }

  private List<Candidate> recommended() {
    return result.branches().stream().flatMap(branch -> branch.top().stream()).toList();
  }

  /** Why there is none, once for all kinds of deployment with the same reason. */
  private String reasons() {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (SearchBranch branch : result.branches()) {
      branch
          .failure()
          .ifPresent(
              failure ->
                  kinds
                      .computeIfAbsent(failure.getMessage(), reason -> new ArrayList<>())
                      .add(branch.mode().id()));
    }
    return kinds.entrySet().stream()
        .map(reason -> String.join(", ", reason.getValue()) + ": " + reason.getKey())
        .collect(Collectors.joining("\n"));
  }
}
