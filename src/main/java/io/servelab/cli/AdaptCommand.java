package io.servelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.artifact.adapt.AdaptedDeployment;
import io.servelab.artifact.adapt.AdaptedPrediction;
import io.servelab.artifact.adapt.DeploymentAdapter;
import io.servelab.artifact.adapt.DeploymentText;
import io.servelab.artifact.adapt.Diagnostic;
import io.servelab.bulk.EstimateQueries;
import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.table.AdaptTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts a deployment that runs already. */
@Command(
    name = "adapt",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Predict a deployment that runs already, from its manifest or its start commands.",
      "Nothing is run. A flag that may matter and is not understood stops the prediction."
    },
    footer = {
      "",
      "Examples:",
      "  servelab adapt k8s_deploy.yaml --system h200_sxm --isl 4000 --osl 1000 --concurrency 64",
      "  echo 'vllm serve Qwen/Qwen3-32B-FP8 -tp 4' | servelab adapt - --system h100_sxm \\",
      "      --isl 4000 --osl 1000 --concurrency 32",
      "  servelab adapt start.sh --file engine.yaml --set gemm_quant_mode=fp8_block ..."
    })
final class AdaptCommand implements Runnable {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      paramLabel = "FILE",
      description =
          "Manifest of Dynamo or Kubernetes, values of llm-d's chart, or a script that starts"
              + " engines; - is standard input.")
  private String file = "";

  @Option(names = "--system", paramLabel = "NAME", description = "GPU system that it runs on.")
  private Optional<String> system = Optional.empty();

  @Option(
      names = "--decode-system",
      paramLabel = "NAME",
      description = "GPU system of decode workers, if another.")
  private Optional<String> decodeSystem = Optional.empty();

  @Option(names = "--isl", paramLabel = "TOKENS", description = "Input tokens of a request.")
  private Optional<Long> isl = Optional.empty();

  @Option(names = "--osl", paramLabel = "TOKENS", description = "Output tokens of a request.")
  private Optional<Long> osl = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "TOKENS",
      description = "Input tokens that are cached already.")
  private Optional<Long> prefix = Optional.empty();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests that all workers serve at once (default: the limit of their flags).")
  private Optional<Long> concurrency = Optional.empty();

  @Option(
      names = "--backend-version",
      paramLabel = "SLOT_OR_VERSION",
      description = "Engine version whose measurements answer (default: current).")
  private Optional<String> measuredVersion = Optional.empty();

  @Option(
      names = "--deployed-version",
      paramLabel = "VERSION",
      description =
          "Engine version whose flags it has (default: its image's, else the usual release's).")
  private Optional<String> deployedVersion = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a key of the estimate, such as nextn_accepted; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file that its commands read; may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--request",
      description = "Print the request for 'estimate --requests' instead of a prediction.")
  private boolean request;

  @Option(names = "--json", description = "Print the prediction as JSON.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public void run() {
    AdaptedDeployment adapted = adapter().adapt(text());
    if (!adapted.accepted()) {
      throw InvalidValueException.because(
          "The deployment cannot be predicted:\n"
              + adapted.diagnostics().stream()
                  .filter(found -> found.kind() != Diagnostic.Kind.NOTE)
                  .map(Diagnostic::toString)
                  .collect(Collectors.joining("\n")));
    }
    if (request) {
      System.out.println(adapted.requestJson());
      return;
    }
    EstimateQueries queries =
        new EstimateQueries(new Databases(data.home()), new Models(), rules.rules());
    AdaptedPrediction predicted =
        AdaptedPrediction.of(adapted, queries.estimate(adapted.request()));
    System.out.println(json ? json(adapted, predicted) : AdaptTables.prediction(predicted).text());
  }

  private DeploymentAdapter adapter() {
    Map<String, Object> given = new LinkedHashMap<>();
    system.ifPresent(value -> given.put("system", value));
    decodeSystem.ifPresent(value -> given.put("decode_system", value));
    isl.ifPresent(value -> given.put("isl", value));
    osl.ifPresent(value -> given.put("osl", value));
    prefix.ifPresent(value -> given.put("prefix", value));
    measuredVersion.ifPresent(value -> given.put("version", value));
    concurrency.ifPresent(value -> given.put("concurrency", value));
    settings.forEach((key, value) -> given.put(key, YamlScalar.parse(value)));
    DeploymentAdapter adapter = DeploymentAdapter.standard().with(given);
    for (Path read : files) {
      adapter = adapter.withFile(read.getFileName().toString(), DeploymentText.read(read));
    }
    return deployedVersion.isPresent() ? adapter.withEngineVersion(deployedVersion.get()) : adapter;
  }

  private String text() {
    if (!file.equals("-")) {
      return DeploymentText.read(Path.of(file));
    }
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String json(AdaptedDeployment adapted, AdaptedPrediction predicted) {
    ObjectNode root = JSON.createObjectNode();
    root.put("ttft", predicted.latency().ttftMs());
    root.put("tpot", predicted.latency().tpotMs());
    root.put("request_latency", predicted.latency().requestMs());
    root.put("seq_s", predicted.rates().requestsPerS());
    root.put("tokens_s", predicted.rates().tokensPerS());
    root.put("tokens_s_gpu", predicted.rates().tokensPerSPerGpu());
    root.put("tokens_s_user", predicted.rates().tokensPerSPerUser());
    root.put("concurrency", predicted.concurrency());
    root.put("num_total_gpus", predicted.gpus());
    root.put("memory_total", predicted.memoryGib());
    root.put("data", predicted.measured());
    root.set("request", JSON.valueToTree(adapted.request()));
    ArrayNode warnings = root.putArray("warnings");
    predicted.warnings().forEach(warnings::add);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
