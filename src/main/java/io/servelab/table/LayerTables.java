package io.servelab.table;

import io.servelab.op.OpTime;
import io.servelab.search.ExplainedPass;
import io.servelab.search.PassLayers;
import io.servelab.search.SearchResult;
import io.servelab.search.TimedLayer;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/** The operations of passes as tables, and what edits do to them. */
public final class LayerTables {

  private static final double SAME = 1e-12;

  private record Row(PassLayers pass, TimedLayer layer) {
    <T> String ofTime(Function<OpTime, T> part) {
      return layer.time().map(part).map(Object::toString).orElse("");
    }

    /** Share of the pass, %; a part of a group has none of its own. */
    double sharePct() {
      return layer.group().isEmpty() ? 100 * layer.latencyMs() / pass.latencyMs() : Double.NaN;
    }
  }

  private static final TableBuilder<Row> LAYERS =
      TableBuilder.<Row>named("layers")
          .text("pass", row -> row.pass.name())
          .text("operation", row -> row.layer.name())
          .text("within", row -> row.layer.group())
          .number("count", row -> row.layer.count())
          .number("time_ms", row -> row.layer.latencyMs())
          .number("share_pct", Row::sharePct)
          .text("format", row -> row.layer.format())
          .number("weights_gib", row -> MemoryLedger.gib(row.layer.weightBytes()))
          .text("source", row -> row.ofTime(time -> time.source().id()))
          .text(
              "evidence",
              row -> row.ofTime(time -> time.evidence().name().toLowerCase(Locale.ROOT)));

  private record Effect(String what, String unit, double before, double after) {

    /** Missing for what was not there before. */
    double changePct() {
      return before == 0 ? Double.NaN : 100 * (after / before - 1);
    }

    boolean isChange() {
      return Math.abs(after - before) > SAME * Math.abs(before);
    }
  }

  private static final TableBuilder<Effect> EFFECTS =
      TableBuilder.<Effect>named("what the edits do")
          .text("metric", Effect::what)
          .text("unit", Effect::unit)
          .number("before", Effect::before)
          .number("after", Effect::after)
          .number("change", effect -> effect.after - effect.before)
          .number("change_pct", Effect::changePct);

  /**
   * One side of a comparison.
   *
   * @param passes passes of one deployment
   * @param search what the search finds
   */
  public record Side(List<ExplainedPass> passes, SearchResult search) {

    /** Copies the passes. */
    public Side {
      passes = List.copyOf(passes);
    }
  }

  private LayerTables() {}

  /** The operations of passes in their order; parts of a group name it in {@code within}. */
  public static Table layers(List<PassLayers> passes) {
    List<Row> rows = new ArrayList<>();
    passes.forEach(pass -> pass.rows().forEach(layer -> rows.add(new Row(pass, layer))));
    return LAYERS.build(rows);
  }

  /**
   * What edits do: every operation whose time changes, the passes, the memory of a rank, the
   * recommended deployments.
   *
   * @param before the study without edits
   * @param after the study with them
   */
  public static Table effect(Side before, Side after) {
    List<Effect> effects = new ArrayList<>();
    for (int index = 0; index < before.passes.size(); index++) {
      add(effects, before.passes.get(index), after.passes.get(index));
    }
    for (tech.tablesaw.api.Row row : ComparisonTables.of(before.search, after.search)) {
      effects.add(
          new Effect(
              "search: " + row.getString("metric"),
              row.getString("unit"),
              row.getDouble("before"),
              row.getDouble("after")));
    }
    return EFFECTS.build(effects);
  }

  private static void add(List<Effect> effects, ExplainedPass before, ExplainedPass after) {
    String pass = before.name();
    Map<String, double[]> times = new LinkedHashMap<>();
    put(times, before.time(), 0);
    put(times, after.time(), 1);
    times.forEach(
        (name, pair) -> {
          Effect effect = new Effect(pass + ": " + name, "ms", pair[0], pair[1]);
          if (effect.isChange()) {
            effects.add(effect);
          }
        });
    effects.add(
        new Effect(pass + " pass", "ms", before.time().latencyMs(), after.time().latencyMs()));
    effects.add(
        new Effect(
            pass + " weights",
            "GiB",
            MemoryLedger.gib(before.memory().weightsBytes()),
            MemoryLedger.gib(after.memory().weightsBytes())));
    effects.add(
        new Effect(
            pass + " memory",
            "GiB",
            MemoryLedger.gib(before.memory().totalBytes()),
            MemoryLedger.gib(after.memory().totalBytes())));
  }

  private static void put(Map<String, double[]> times, PassTime pass, int side) {
    for (PassTime.Row row : pass.rows()) {
      times.computeIfAbsent(row.name(), absent -> new double[2])[side] = row.time().latencyMs();
    }
  }
}
