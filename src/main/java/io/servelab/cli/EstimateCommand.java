package io.servelab.cli;

import io.servelab.bulk.EstimateQueries;
import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.report.EstimateReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates fixed deployments. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Estimate a fixed deployment, or one for each line of a file.",
    footer = {
      "",
      "Examples:",
      "  servelab estimate --model Qwen/Qwen3-32B-FP8 --system h200_sxm --tp 4 --bs 16 \\",
      "      --isl 4000 --osl 500",
      "  servelab estimate --model Qwen/Qwen3-32B-FP8 --system h200_sxm --mode disagg \\",
      "      --set prefill_tp_size=4 --set prefill_batch_size=1 --set prefill_num_workers=2 \\",
      "      --set decode_tp_size=4 --set decode_batch_size=32 --set decode_num_workers=1",
      "  servelab estimate --model deepseek-ai/DeepSeek-V3 --system h200_sxm --backend sglang \\",
      "      --mode afd --set n_a_nodes=2 --set n_f_nodes=2 --set a_batch_size=64 \\",
      "      --set afd_combined_with_pd=false",
      "  servelab estimate --requests deployments.jsonl --out answers.csv"
    })
final class EstimateCommand implements Runnable {

  @ArgGroup(exclusive = false, heading = "%nThe deployment:%n")
  private DeploymentOptions deployment = new DeploymentOptions();

  @Option(names = "--detail", description = "Show the time of every operation too.")
  private boolean detail;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Requests as .jsonl or .csv, each also .gz; - is standard input.")
  private Optional<String> requests = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Answers as .csv, also .gz; - is standard output.")
  private Optional<String> out = Optional.empty();

  @Override
  public void run() {
    Map<String, Object> asked = deployment.values();
    if (requests.isPresent() != out.isPresent()) {
      throw InvalidValueException.because("--requests and --out go together.");
    }
    if (requests.isEmpty()) {
      requireQuestion(asked);
    }
    EstimateQueries queries =
        new EstimateQueries(new Databases(data.home()), new Models(), rules.rules());
    if (requests.isPresent()) {
      queries.run(requests.get(), out.orElseThrow());
      return;
    }
    EstimateReport report =
        new EstimateReport(asked, queries.answer(asked), rules.rules().id(), detail);
    output.print(report::text, report::verdict, report::json, report::table);
  }

  private static void requireQuestion(Map<String, Object> asked) {
    List<String> missing =
        Stream.of("model", "system")
            .filter(key -> !asked.containsKey(key))
            .map(key -> "--" + key)
            .toList();
    if (!missing.isEmpty()) {
      throw InvalidValueException.because(
          "An estimate needs --model and --system, or --requests and --out; missing: "
              + String.join(", ", missing)
              + ".\nSee 'servelab estimate --help' for an example.");
    }
  }
}
