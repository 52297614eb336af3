package io.servelab.cli;

import io.servelab.accuracy.AccuracyRun;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts measured serving points and compares. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Predict measured serving points, and compare with what was measured.")
final class AccuracyCommand implements Callable<Integer> {

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

  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    DataHome home = data.home();
    Path points = truth.orElseGet(() -> home.folder().resolve("truth/points.csv.gz"));
    AccuracyRun run =
        AccuracyRun.of(
            points, new Databases(home), new Models(), rules.given().orElse(RuleSet.SERVELAB));
    out.ifPresent(run::write);
    boolean pipes = out.filter("-"::equals).isPresent();
    (pipes ? System.err : System.out).print(run.report());
    return 0;
  }
}
