package io.servelab;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.notebook.Notebook;
import io.servelab.notebook.Progress;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.plot.SweepPlots;
import io.servelab.search.SearchResult;
import io.servelab.table.CandidateTables;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * One study asked with several values of one setting, or with every pair of values of two.
 *
 * <p>The searches run when somebody first looks, with a progress bar. An interrupt keeps what was
 * found; looking again goes on from there.
 */
public final class Sweep implements Displayable {

  private static final TableBuilder<Found> ANSWERS =
      TableBuilder.<Found>named("")
          .text(
              "mode",
              found -> found.text(deployment -> CandidateTables.mode(deployment.rows()).id()))
          .text(
              "deployment",
              found -> found.text(deployment -> CandidateTables.describe(deployment.rows())))
          .number("ttft_ms", found -> found.number(Deployment::ttftMs))
          .number("tpot_ms", found -> found.number(Deployment::tpotMs))
          .number("cluster_tokens_s_gpu", found -> found.number(Deployment::tokensPerSPerGpu))
          .text("targets", found -> found.text(deployment -> found.meets ? "met" : "missed"));

  /** One question of the sweep. */
  private record Point(Object across, Object by, Study study) {}

  /** The answer to one question: its best deployment, or why there is none. */
  private record Found(
      Point point,
      Optional<Result> result,
      Optional<Deployment> best,
      boolean meets,
      String refusal) {

    double number(ToDoubleFunction<Deployment> measure) {
      return best.map(measure::applyAsDouble).orElse(Double.NaN);
    }

    @Nullable String text(Function<Deployment, String> words) {
      return best.map(words).orElse(null);
    }
  }

  private final Study study;
  private final Axis across;
  private final Axis by;
  private final List<Point> points;
  private final List<Found> found = new ArrayList<>();

  /** Values of one setting. */
  private record Axis(String key, List<Object> values) {

    static final Axis NONE = new Axis("", List.of(""));

    Axis {
      if (values.isEmpty()) {
        throw InvalidValueException.because(
            "A sweep of " + key + " needs values, such as sweep(\"isl\", 1000, 4000).");
      }
    }

    boolean none() {
      return key.isEmpty();
    }

    /** Adds the column of the setting, of numbers if every value is one. */
    TableBuilder<Found> column(TableBuilder<Found> columns, Function<Found, Object> value) {
      return values.stream().allMatch(Number.class::isInstance)
          ? columns.number(key, row -> ((Number) value.apply(row)).doubleValue())
          : columns.text(key, value);
    }

    /** A value as a reader names it: a word says what it is, a number needs the key. */
    String name(Object value) {
      return value instanceof Number ? key + " " + value : value.toString();
    }

    Study of(Study study, Object value) {
      return none() ? study : study.with(key, value);
    }
  }

  private Sweep(Study study, Axis across, Axis by) {
    this.study = study;
    this.across = across;
    this.by = by;
    this.points =
        by.values.stream()
            .flatMap(
                line ->
                    across.values.stream()
                        .map(value -> new Point(value, line, by.of(across.of(study, value), line))))
            .toList();
  }

  static Sweep of(Study study, String key, Object... values) {
    return new Sweep(study, new Axis(key, Arrays.asList(values)), Axis.NONE);
  }

  /**
   * The same for each value of another setting: a line of the figure each.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such key
   */
  public Sweep by(String key, Object... values) {
    return new Sweep(study, across, new Axis(key, Arrays.asList(values)));
  }

  /** The recommended deployment of every study, or why there is none. */
  public Table table() {
    TableBuilder<Found> columns = TableBuilder.named("sweep of " + name());
    columns = across.column(columns, row -> row.point.across);
    if (!by.none()) {
      columns = by.column(columns, row -> row.point.by);
    }
    columns = columns.part(ANSWERS, row -> row);
    List<Found> rows = found();
    boolean refused = rows.stream().anyMatch(row -> !row.refusal.isEmpty());
    return (refused ? columns.text("reason", row -> row.refusal) : columns).build(rows);
  }

  /** Throughput of the cluster over the setting, where the targets are met. */
  public PlotFigure plot() {
    return SweepPlots.lines("Sweep of " + name(), across.key, by.key, cells());
  }

  /** Throughput of the cluster over both settings, where the targets are met. */
  public PlotFigure plotHeatmap() {
    return SweepPlots.heatmap("Sweep of " + name(), across.key, by.key, cells());
  }

  /** The Pareto fronts of all studies in one figure. */
  public PlotFigure plotFronts() {
    Map<String, SearchResult> fronts = new LinkedHashMap<>();
    for (Found row : found()) {
      String name = across.name(row.point.across) + (by.none() ? "" : ", " + by.name(row.point.by));
      row.result.ifPresent(result -> fronts.put(name, result.rows()));
    }
    return SearchPlots.overlay(fronts);
  }

  private List<SweepPlots.Cell> cells() {
    return found().stream()
        .map(
            row ->
                new SweepPlots.Cell(
                    row.point.across.toString(),
                    row.point.by.toString(),
                    row.meets ? row.number(Deployment::tokensPerSPerGpu) : Double.NaN,
                    String.valueOf(row.text(Deployment::toString))))
        .toList();
  }

  /** Every answer; asks what was not asked yet. */
  private synchronized List<Found> found() {
    if (found.size() < points.size()) {
      try (Progress progress = Notebook.progress("Sweep of " + name(), points.size())) {
        progress.advance(found.size());
        while (found.size() < points.size()) {
          if (Thread.interrupted()) {
            throw new CancellationException(
                "Interrupted after %d of %d searches; run the cell again to go on."
                    .formatted(found.size(), points.size()));
          }
          found.add(search(points.get(found.size())));
          progress.step();
        }
      }
    }
    return List.copyOf(found);
  }

  private static Found search(Point point) {
    try {
      Result result = point.study.search();
      Deployment best = result.best();
      boolean meets = result.rows().request().sla().metBy(best.rows());
      return new Found(point, Optional.of(result), Optional.of(best), meets, "");
    } catch (ServeLabException refusal) {
      String reason = refusal.getMessage().lines().findFirst().orElse("");
      return new Found(point, Optional.empty(), Optional.empty(), false, reason);
    }
  }

  private String name() {
    return by.none() ? across.key : across.key + " by " + by.key;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.SWEEP;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(60).bars("cluster_tokens_s_gpu").mimeBundle();
  }

  @Override
  public String toString() {
    return "sweep of " + name() + ", " + points.size() + " studies";
  }
}
