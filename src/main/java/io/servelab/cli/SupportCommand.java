package io.servelab.cli;

import io.servelab.hardware.ServingEngine;
import io.servelab.perf.Databases;
import io.servelab.search.ServingMode;
import io.servelab.search.Support;
import io.servelab.search.SupportSweep;
import io.servelab.table.SupportTables;
import io.servelab.table.TableView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which models are answered for on which systems. */
@Command(
    name = "support",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tell which models are answered for on which systems, and which table is missing.",
    footer = {
      "",
      "Every row is tried: in some layout that fits, each operation must have a time.",
      "All models on one system take seconds, the whole matrix a minute or two.",
      "",
      "Examples:",
      "  servelab support --model Qwen/Qwen3-32B-FP8",
      "  servelab support --model 'deepseek-ai/*' --system h200_sxm --backend sglang",
      "  servelab support --csv > support.csv"
    })
final class SupportCommand implements Callable<Integer> {

  private static final int NO_ANSWER = 1;
  private static final int LINE_WIDTH = 200;

  @Option(
      names = {"--model", "--model-path"},
      paramLabel = "ID_OR_PATH",
      description = "A bundled model, a pattern such as 'Qwen/*', or a path to a config.json.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "GPU system, a pattern such as 'h*', or a path to a system.yaml.")
  private Optional<String> system = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Serving engine: trtllm, sglang or vllm.")
  private Optional<String> backend = Optional.empty();

  @Option(names = "--mode", paramLabel = "NAME", description = "Kind: agg or disagg.")
  private Optional<String> mode = Optional.empty();

  @Option(names = "--csv", description = "Print the matrix as CSV, with all columns.")
  private boolean csv;

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    Databases databases = new Databases(data.home());
    SupportSweep sweep = SupportSweep.all(databases);
    if (model.isPresent()) {
      sweep = sweep.withModel(model.get());
    }
    if (system.isPresent()) {
      sweep = sweep.withSystem(system.get());
    }
    if (backend.isPresent()) {
      sweep = sweep.withEngine(ServingEngine.of(backend.get()));
    }
    if (mode.isPresent()) {
      sweep = sweep.withMode(ServingMode.of(mode.get()));
    }
    List<Support> rows = sweep.run(databases);
    if (csv) {
      System.out.print(SupportTables.of(rows).write().toString("csv"));
    } else {
      System.out.println(
          TableView.of(SupportTables.of(rows).removeColumns("architecture", "version"))
              .rows(Integer.MAX_VALUE)
              .text(LINE_WIDTH));
    }
    boolean any = rows.stream().anyMatch(row -> row.status() != Support.Status.NONE);
    return any ? 0 : NO_ANSWER;
  }
}
