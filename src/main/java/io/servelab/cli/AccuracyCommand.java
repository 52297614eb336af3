package io.servelab.cli;

import io.servelab.accuracy.AccuracyRun;
import io.servelab.accuracy.Condition;
import io.servelab.accuracy.PointSimulator;
import io.servelab.accuracy.TruthFile;
import io.servelab.accuracy.TruthRow;
import io.servelab.calibrate.AnchorTrial;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import io.servelab.table.AccuracyTables;
import io.servelab.table.CalibrationTables;
import io.servelab.table.TableView;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** Predicts measured serving points and compares. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Predict measured serving points, and compare with what was measured.")
final class AccuracyCommand implements Callable<Integer> {

  private static final int LINE_WIDTH = 200;
  private static final int MOST_ROWS = 200;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Points as CSV, plain or .gz (default: truth/points.csv.gz of the data folder).")
  private Optional<Path> truth = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write one prediction per point, with its band, as CSV.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "Compare group by group: a column of the file, or several with commas; may be repeated"
              + " (default: mode, then mode,backend).")
  private List<String> by = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "COLUMN=TEXT",
      description = "Compare only lines that hold this; may be repeated.")
  private Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = "--worst",
      paramLabel = "N",
      description = "Show so many of the worst predictions with what they are made of.")
  private int worst;

  @Option(
      names = "--leave-out",
      description =
          "Fit the host times anew for each group (model, system, engine) to the other groups, and"
              + " judge it by these.")
  private boolean leaveOut;

  @Option(
      names = "--anchors",
      paramLabel = "N",
      description =
          "Also calibrate each deployment of one pool with N of its points, and judge it by the"
              + " others.")
  private int anchors;

  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    DataHome home = data.home();
    Path points = truth.orElseGet(home::truth);
    List<TruthRow> rows = where.isEmpty() ? List.of() : TruthFile.read(points);
    checkConditions(rows);
    Databases databases = new Databases(home);
    RuleSet ruleSet = rules.rules();
    AccuracyRun run =
        leaveOut
            ? AccuracyRun.leavingGroupsOut(points, databases, new Models(), ruleSet)
            : AccuracyRun.of(points, databases, new Models(), ruleSet);
    out.ifPresent(run::write);
    boolean pipes = out.filter("-"::equals).isPresent();
    PrintStream screen = pipes ? System.err : System.out;
    report(run, screen);
    if (anchors > 0) {
      AnchorTrial trial = AnchorTrial.of(onePool(points, databases), anchors);
      screen.println();
      show(CalibrationTables.anchors(trial), screen);
    }
    return 0;
  }

  private void checkConditions(List<TruthRow> rows) {
    requireAtLeastZero("--worst", worst);
    requireAtLeastZero("--anchors", anchors);
    where.forEach((column, text) -> new Condition(column, text).check(rows));
    if (!where.isEmpty() && rows.stream().noneMatch(this::isWanted)) {
      throw NoDataException.measurement(
          "No measured point meets all of "
              + where.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "))
              + "; each alone meets some.");
    }
  }

  private static void requireAtLeastZero(String option, int number) {
    if (number < 0) {
      throw InvalidValueException.of(option, number, "it is a number of points.");
    }
  }

  private boolean isWanted(TruthRow row) {
    return where.entrySet().stream()
        .allMatch(wanted -> new Condition(wanted.getKey(), wanted.getValue()).holds(row));
  }

  /** Measured points of one pool that meet the conditions. */
  private List<PointSimulator.Ready> onePool(Path points, Databases databases) {
    PointSimulator simulator = new PointSimulator(databases, new Models());
    List<PointSimulator.Ready> ready =
        TruthFile.read(points).parallelStream()
            .filter(this::isWanted)
            .flatMap(row -> simulator.find(row).stream())
            .filter(point -> point.onePool() && point.point().measured().isPresent())
            .toList();
    return leaveOut ? PointSimulator.withoutOwnGroup(ready) : ready;
  }

  private void report(AccuracyRun all, PrintStream screen) {
    AccuracyRun run = all;
    for (Map.Entry<String, String> condition : where.entrySet()) {
      run = run.where(condition.getKey(), condition.getValue());
    }
    List<String> groupings = by.isEmpty() ? List.of("mode", "mode,backend") : by;
    for (String columns : groupings) {
      String[] split = columns.split(",", -1);
      show(AccuracyTables.errors(run.errorsBy(split)), screen);
      show(AccuracyTables.beside(run.errorsBy(split)), screen);
      show(AccuracyTables.ranking(run.rankingBy(split)), screen);
    }
    show(AccuracyTables.hosts(run), screen);
    show(AccuracyTables.worst(run, worst), screen);
    show(AccuracyTables.worstParts(run, worst), screen);
    show(AccuracyTables.refused(run), screen);
    screen.println(run.summary());
  }

  private static void show(Table table, PrintStream screen) {
    if (!table.isEmpty()) {
      screen.println(TableView.of(table).rows(MOST_ROWS).text(LINE_WIDTH));
      screen.println();
    }
  }
}
