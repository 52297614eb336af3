package io.servelab.cli;

import io.servelab.artifact.Unsearched;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.setting.NotExpressible;
import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import io.servelab.study.StudyConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the files of a start without a search. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the files that start a model nobody measured: workers as small as its weights allow.",
      "Nothing is searched or predicted, and every file says so; 'search --artifacts' does both."
    },
    footer = {
      "",
      "Keys of --set: a setting of the workers (max_batch_size, kv_memory_fraction, ...), behind",
      "agg., prefill. or decode. for one role; flag.NAME for a flag of the engine itself;",
      "platform.KEY (namespace, image, ...); model.path, model.served_name, dynamo_version,",
      "engine_version. docs/deployment-files.md lists them.",
      "",
      "Example:",
      "  servelab generate --model deepseek-ai/DeepSeek-V3 --system h200_sxm --gpus 16 \\",
      "      --backend sglang --artifacts deploy --target dynamo,benchmark \\",
      "      --set max_batch_size=64 --set platform.namespace=prod"
    })
final class GenerateCommand implements Runnable {

  @Option(
      names = {"--model", "--model-path"},
      required = true,
      paramLabel = "ID_OR_PATH",
      description = "Hugging Face id of a bundled model, or a path to a config.json.")
  private String model = "";

  @Option(
      names = "--system",
      required = true,
      paramLabel = "NAME",
      description = "GPU system, such as h200_sxm; measured or not.")
  private String system = "";

  @Option(
      names = {"--gpus", "--total-gpus"},
      required = true,
      paramLabel = "N",
      description = "GPUs of the cluster.")
  private int gpus;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Serving engine: trtllm, sglang or vllm (default: trtllm).")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = "--serving-mode",
      paramLabel = "MODE",
      description = "agg, or disagg for separate prefill and decode workers (default: agg).")
  private String servingMode = "agg";

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
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a value of the files; it wins over every rule. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private ArtifactOptions files = new ArtifactOptions();

  @Option(names = "--quiet", description = "Print nothing but warnings.")
  private boolean quiet;

  @Mixin private DataOption data = new DataOption();

  @Override
  public void run() {
    if (!files.isAsked()) {
      throw InvalidValueException.because("Where to? Give --artifacts FOLDER or --zip FILE.");
    }
    files.check(settings);
    DeploymentPlan plan = Unsearched.plan(config(), data.home(), new Models());
    ArtifactBundle bundle = files.write(plan, settings);
    if (!quiet) {
      System.out.println(plan + ", " + plan.release() + ": not searched, nothing predicted");
      System.out.println(bundle);
      bundle.files().stream().map(ArtifactFile::path).forEach(System.out::println);
    }
    warn(bundle);
  }

  private StudyConfig config() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", model);
    values.put("system", system);
    values.put("gpus", gpus);
    values.put("serving_mode", servingMode);
    backend.ifPresent(value -> values.put("backend", value));
    isl.ifPresent(value -> values.put("isl", value));
    osl.ifPresent(value -> values.put("osl", value));
    prefix.ifPresent(value -> values.put("prefix", value));
    return StudyConfig.standard().with(values);
  }

  /** What must not be overlooked goes to the standard error. */
  static void warn(ArtifactBundle bundle) {
    bundle.warnings().forEach(System.err::println);
    for (NotExpressible missing : bundle.notExpressible()) {
      System.err.println("Not in the files: " + missing);
    }
    List<Finding> findings = bundle.findings();
    findings.forEach(finding -> System.err.println("Check failed: " + finding));
  }
}
