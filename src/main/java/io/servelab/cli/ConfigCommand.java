package io.servelab.cli;

import io.servelab.perf.Databases;
import io.servelab.study.EngineSettings;
import io.servelab.study.StudyConfig;
import io.servelab.table.ConfigTables;
import io.servelab.table.EngineTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** Shows the settings of a study and where they come from. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show every setting of a study with the layer that set it.",
    footer = {
      "",
      "Examples:",
      "  servelab config --model Qwen/Qwen3-32B-FP8 --system h200_sxm --gpus 8",
      "  servelab config --study out --why decode.max_batch_size",
      "  servelab config --study out --engine --set engine.pass_tokens=16384",
      "  servelab config --study out --diff other/study.yaml",
      "  servelab config --model Qwen/Qwen3-32B-FP8 --system h200_sxm --gpus 8 --yaml > study.yaml"
    })
final class ConfigCommand implements Runnable {

  private static final int WIDTH = 110;
  private static final int ALL = 1000;

  @Mixin private StudyOptions study = new StudyOptions();

  @ArgGroup(heading = "%nWhat is shown:%n")
  private Shown shown = new Shown();

  @Mixin private DataOption data = new DataOption();

  @Mixin private OutputOptions output = new OutputOptions();

  /** At most one of them. */
  static final class Shown {
    @Option(
        names = "--why",
        paramLabel = "KEY",
        description = "Why a key has its value: what every layer says of it.")
    private Optional<String> why = Optional.empty();

    @Option(names = "--layers", description = "The layers, and which of them apply.")
    private boolean layers;

    @Option(
        names = "--engine",
        description = "How engines are set where they are simulated; keys engine.* change it.")
    private boolean engine;

    @Option(
        names = "--diff",
        paramLabel = "FILE",
        description = "What differs from another study, or from the study of a result folder.")
    private Optional<Path> diff = Optional.empty();

    @Option(names = "--yaml", description = "The study as YAML that reads back as the same study.")
    private boolean yaml;
  }

  @Override
  public void run() {
    StudyConfig config = study.study();
    if (shown.why.isPresent()) {
      System.out.println(EngineSettings.why(shown.why.get(), config, databases()));
    } else if (shown.yaml) {
      System.out.print(config.toYaml());
    } else {
      Table table = table(config);
      output.print(
          () -> TableView.of(table).rows(ALL).text(WIDTH),
          () -> table.rowCount() + " " + table.name(),
          () -> JsonTable.of(table),
          () -> table);
    }
  }

  private Databases databases() {
    return new Databases(data.home());
  }

  private Table table(StudyConfig config) {
    if (shown.engine) {
      return EngineTables.settings(EngineSettings.of(config, databases()));
    }
    if (shown.layers) {
      return ConfigTables.layers(config);
    }
    return shown
        .diff
        .map(StudyOptions::file)
        .map(StudyConfig::fromYaml)
        .map(other -> ConfigTables.differences(config.diff(other), "here", "there"))
        .orElseGet(() -> ConfigTables.values(config));
  }
}
