package io.servelab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that pose a question: model, machines, load and targets. */
final class QuestionOptions {

  @Option(
      names = {"--model", "--model-path"},
      paramLabel = "ID_OR_PATH",
      description = "Hugging Face id of a bundled model, or a path to a config.json.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--system", paramLabel = "NAME", description = "GPU system, such as h200_sxm.")
  private Optional<String> system = Optional.empty();

  @Option(
      names = "--decode-system",
      paramLabel = "NAME",
      description = "GPU system of decode workers, if another.")
  private Optional<String> decodeSystem = Optional.empty();

  @Option(
      names = {"--gpus", "--total-gpus"},
      paramLabel = "N",
      description = "GPUs of the cluster.")
  private Optional<Integer> gpus = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Serving engine: trtllm, sglang, vllm, or auto to compare all.")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = {"--backend-version", "--engine-version"},
      paramLabel = "SLOT_OR_VERSION",
      description = "Engine version: current, previous, next, or a literal one.")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--serving-mode",
      paramLabel = "MODE",
      description = "agg, disagg, auto for both, or afd: attention on nodes of its own.")
  private Optional<String> servingMode = Optional.empty();

  @Option(
      names = "--own-table",
      paramLabel = "TABLE=FILE",
      description = "CSV whose rows come before those of a measured table; may be repeated.")
  private Map<String, String> ownTables = new LinkedHashMap<>();

  @Option(names = "--isl", paramLabel = "TOKENS", description = "Input tokens of a request.")
  private Optional<Long> isl = Optional.empty();

  @Option(names = "--osl", paramLabel = "TOKENS", description = "Output tokens of a request.")
  private Optional<Long> osl = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "TOKENS",
      description = "Input tokens that are cached already.")
  private Optional<Long> prefix = Optional.empty();

  @Option(names = "--ttft", paramLabel = "MS", description = "Target for the first token.")
  private Optional<Double> ttft = Optional.empty();

  @Option(names = "--tpot", paramLabel = "MS", description = "Target for each later token.")
  private Optional<Double> tpot = Optional.empty();

  @Option(
      names = "--request-latency",
      paramLabel = "MS",
      description = "Target for a whole request, instead of --tpot.")
  private Optional<Double> requestLatency = Optional.empty();

  @Option(
      names = "--nextn",
      paramLabel = "N",
      description = "Tokens to draft in a decode step, or auto; needs --nextn-accepted.")
  private Optional<String> nextn = Optional.empty();

  @Option(
      names = "--nextn-accepted",
      paramLabel = "TOKENS",
      description = "Drafted tokens that are accepted on average.")
  private Optional<Double> nextnAccepted = Optional.empty();

  @Option(
      names = {"--chunked-prefill", "--enable-chunked-prefill"},
      arity = "0..1",
      fallbackValue = "true",
      description = "Let prompts be cut into chunks.")
  private Optional<Boolean> chunkedPrefill = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Preset of number formats: bf16, fp8, fp8_static, nvfp4, mxfp4; repeatable.")
  private List<String> profiles = new ArrayList<>();

  @Option(
      names = "--database-mode",
      paramLabel = "MODE",
      description = "Evidence that may answer: SILICON, HYBRID, EMPIRICAL or SOL.")
  private Optional<String> databaseMode = Optional.empty();

  @Option(
      names = "--top-n",
      paramLabel = "N",
      description = "Deployments to recommend of each kind.")
  private Optional<Integer> topN = Optional.empty();

  @Option(
      names = "--strict-sla",
      arity = "0..1",
      fallbackValue = "true",
      description = "Let the front hold only what meets every target.")
  private Optional<Boolean> strictSla = Optional.empty();

  /** The values that were given, by key of the configuration. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    model.ifPresent(value -> values.put("model", value));
    system.ifPresent(value -> values.put("system", value));
    decodeSystem.ifPresent(value -> values.put("decode_system", value));
    gpus.ifPresent(value -> values.put("gpus", value));
    backend.ifPresent(value -> values.put("backend", value));
    version.ifPresent(value -> values.put("version", value));
    servingMode.ifPresent(value -> values.put("serving_mode", value));
    ownTables.forEach((table, file) -> values.put("own_tables.before." + table, file));
    isl.ifPresent(value -> values.put("isl", value));
    osl.ifPresent(value -> values.put("osl", value));
    prefix.ifPresent(value -> values.put("prefix", value));
    ttft.ifPresent(value -> values.put("ttft", value));
    tpot.ifPresent(value -> values.put("tpot", value));
    requestLatency.ifPresent(value -> values.put("request_latency", value));
    nextn.map(YamlScalar::parse).ifPresent(value -> values.put("nextn", value));
    nextnAccepted.ifPresent(value -> values.put("nextn_accepted", value));
    chunkedPrefill.ifPresent(value -> values.put("chunked_prefill", value));
    if (!profiles.isEmpty()) {
      values.put("profiles", profiles);
    }
    databaseMode.ifPresent(value -> values.put("database_mode", value));
    topN.ifPresent(value -> values.put("top_n", value));
    strictSla.ifPresent(value -> values.put("strict_sla", value));
    return values;
  }
}
