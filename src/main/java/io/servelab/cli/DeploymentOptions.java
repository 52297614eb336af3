package io.servelab.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that fix one deployment and its load. */
final class DeploymentOptions {

  @Option(
      names = {"--model", "--model-path"},
      paramLabel = "ID_OR_PATH",
      description = "Hugging Face id of a bundled model, or a path to a config.json.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--system", paramLabel = "NAME", description = "GPU system, such as h200_sxm.")
  private Optional<String> system = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "trtllm, sglang or vllm (default: trtllm).")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = {"--backend-version", "--engine-version"},
      paramLabel = "SLOT_OR_VERSION",
      description = "Engine version: current, previous, next, or a literal one.")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--database-mode",
      paramLabel = "MODE",
      description = "Evidence that may answer: SILICON, HYBRID, EMPIRICAL or SOL.")
  private Optional<String> databaseMode = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "agg, disagg, static, static_ctx or static_gen (default: agg).")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = "--isl",
      paramLabel = "TOKENS",
      description = "Input tokens of a request (default: 1024).")
  private Optional<Long> isl = Optional.empty();

  @Option(
      names = "--osl",
      paramLabel = "TOKENS",
      description = "Output tokens of a request (default: 1024).")
  private Optional<Long> osl = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "TOKENS",
      description = "Input tokens that are cached already.")
  private Optional<Long> prefix = Optional.empty();

  @Option(
      names = {"--batch-size", "--bs"},
      paramLabel = "N",
      description = "Requests of a rank at once (default: 128).")
  private Optional<Long> batch = Optional.empty();

  @Option(
      names = "--ctx-tokens",
      paramLabel = "TOKENS",
      description = "Prompt tokens of a pass (default: isl).")
  private Optional<Long> contextTokens = Optional.empty();

  @Option(names = "--tp", paramLabel = "N", description = "Tensor parallelism.")
  private Optional<Long> tp = Optional.empty();

  @Option(names = "--pp", paramLabel = "N", description = "Pipeline stages.")
  private Optional<Long> pp = Optional.empty();

  @Option(names = "--dp", paramLabel = "N", description = "Data parallelism of attention.")
  private Optional<Long> dp = Optional.empty();

  @Option(
      names = {"--moe-tp", "--etp"},
      paramLabel = "N",
      description = "Tensor parallelism of experts.")
  private Optional<Long> moeTp = Optional.empty();

  @Option(
      names = {"--moe-ep", "--ep"},
      paramLabel = "N",
      description = "Expert parallelism.")
  private Optional<Long> moeEp = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any key of a request, such as prefill_tp_size=4; may be repeated.")
  private Map<String, String> others = new LinkedHashMap<>();

  /** What was given, by key of a request. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "model", model);
    put(values, "system", system);
    put(values, "backend", backend);
    put(values, "version", version);
    put(values, "database_mode", databaseMode);
    put(values, "mode", mode);
    put(values, "isl", isl);
    put(values, "osl", osl);
    put(values, "prefix", prefix);
    put(values, "batch_size", batch);
    put(values, "ctx_tokens", contextTokens);
    put(values, "tp_size", tp);
    put(values, "pp_size", pp);
    put(values, "attention_dp_size", dp);
    put(values, "moe_tp_size", moeTp);
    put(values, "moe_ep_size", moeEp);
    others.forEach((key, value) -> values.put(key, YamlScalar.parse(value)));
    return values;
  }

  private static void put(Map<String, Object> values, String key, Optional<?> value) {
    value.ifPresent(given -> values.put(key, given));
  }
}
