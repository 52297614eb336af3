package io.servelab.bulk;

import static io.servelab.bulk.SearchRefusal.orRefuse;
import static io.servelab.bulk.SearchRefusal.orRefuseEverywhere;

import io.servelab.engine.Images;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.ServingChoices;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantChoices;
import io.servelab.model.VisionDetails;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.EncoderPools;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.ServingMode;
import io.servelab.search.Sla;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads one line of a request file as a search, or as one search for each engine. */
final class SearchQuestion {

  private static final String AUTO = "auto";
  private static final String USUAL_ENGINE = "trtllm";
  private static final double USUAL_TTFT_MS = 2000;
  private static final double USUAL_TPOT_MS = 30;

  private final Request request;
  private final Databases databases;
  private final Models models;
  private final RuleSet rules;

  SearchQuestion(Request request, Databases databases, Models models, RuleSet rules) {
    this.request =
        orRefuse(SearchRefusal.WRONG_KEYS, () -> SearchKeys.canonical(readable(request)));
    this.databases = databases;
    this.models = models;
    this.rules = rules;
    orRefuse(SearchRefusal.WRONG_KEYS, this::requireKeys);
  }

  private static Request readable(Request request) {
    if (!request.malformed().isEmpty()) {
      throw InvalidValueException.because(request.malformed());
    }
    return request;
  }

  private boolean requireKeys() {
    for (String key : List.of("model", "system", "total_gpus")) {
      if (request.find(key).isEmpty()) {
        throw InvalidValueException.because("A search needs " + key + ".");
      }
    }
    return true;
  }

  /** Whether engines are to be compared. */
  boolean comparesEngines() {
    return request.text("backend").equals(AUTO);
  }

  /** Kinds of deployment to search, as far as the request can be read. */
  List<ServingMode> modes() {
    String asked = request.text("serving_mode");
    if (asked.isEmpty() || asked.equals(AUTO) || asked.equals("all")) {
      return List.of(ServingMode.values());
    }
    return List.of(
        Arrays.stream(ServingMode.values())
            .filter(mode -> mode.id().equals(asked))
            .findFirst()
            .orElseThrow(
                () ->
                    UnknownNameException.of(
                        "serving mode",
                        asked,
                        Arrays.stream(ServingMode.values()).map(ServingMode::id).toList())));
  }

  /** The searches, one for each engine, in the order in which they are reported. */
  List<SearchRequest> searches() {
    ModelConfig model = models.find(request.text("model"));
    List<ServingEngine> engines = orRefuse(SearchRefusal.NO_DATABASE, this::engines);
    orRefuse(SearchRefusal.NO_POOLS, this::requireGpus);
    Evidence evidence = evidence();
    Sla sla = sla();
    RequestShape shape = orRefuseEverywhere(SearchRefusal.NO_SHAPE, () -> shape(model));
    SearchOptions options = options();
    Optional<EncoderPools> encoders =
        orRefuseEverywhere(SearchRefusal.NO_ENCODER, () -> encoders(model));
    return engines.stream()
        .map(
            engine -> {
              PerfDatabase database = database(request.text("system"), engine, evidence);
              String decodeSystem = request.text("decode_system");
              return new SearchRequest(
                  model,
                  database,
                  decodeSystem.isEmpty() ? database : database(decodeSystem, engine, evidence),
                  (int) request.whole("total_gpus", 0),
                  encoders.isPresent() ? withoutImages(shape) : shape,
                  sla,
                  encoders
                      .map(pools -> on(pools, database, evidence))
                      .map(pools -> options.withLimits(options.limits().withEncoders(pools)))
                      .orElse(options));
            })
        .toList();
  }

  private boolean requireGpus() {
    long gpus = request.whole("total_gpus", 0);
    if (gpus < 2 && !modes().contains(ServingMode.AGGREGATED)) {
      throw InvalidValueException.of(
          "total_gpus", gpus, "prefill and decode apart need at least two.");
    }
    return true;
  }

  private List<ServingEngine> engines() {
    String asked = request.text("backend");
    if (!comparesEngines()) {
      return List.of(ServingEngine.of(asked.isEmpty() ? USUAL_ENGINE : asked));
    }
    List<ServingEngine> measured =
        Arrays.stream(ServingEngine.values())
            .filter(
                engine ->
                    VersionSlots.of(databases.home(), request.text("system"), engine).measured())
            .toList();
    if (measured.isEmpty()) {
      throw InvalidValueException.of(
          "backend", AUTO, "no engine is measured on " + request.text("system") + ".");
    }
    return measured;
  }

  /** Which rows may answer, and how. */
  private record Evidence(DataMode mode, TransferPolicy transfers) {}

  private Evidence evidence() {
    DataMode mode = orRefuseEverywhere(SearchRefusal.NO_MODE, this::dataMode);
    return orRefuseEverywhere(
        SearchRefusal.NO_TRANSFER,
        () -> new Evidence(mode, TransferPolicy.parse(request.words("transfer_policy"))));
  }

  private PerfDatabase database(String system, ServingEngine engine, Evidence evidence) {
    return orRefuse(
        SearchRefusal.NO_DATABASE, () -> open(system, engine, request.text("version"), evidence));
  }

  private PerfDatabase open(
      String system, ServingEngine engine, String version, Evidence evidence) {
    return databases
        .get(system, engine, version, evidence.mode, evidence.transfers)
        .withRules(rules);
  }

  private DataMode dataMode() {
    String mode = request.text("database_mode");
    return mode.isEmpty() ? DataMode.SILICON : DataMode.of(mode);
  }

  /** Images extend the prompt; a text-only model ignores them. */
  private RequestShape shape(ModelConfig model) {
    Images images = Images.NONE;
    long visualTokens = 0;
    if (model.details() instanceof VisionDetails vision) {
      images = images();
      visualTokens = images.tokens(vision.encoder());
    }
    return new RequestShape(
        request.whole("isl", 4000) + visualTokens,
        request.whole("osl", 1000),
        request.whole("prefix", 0),
        images);
  }

  /** The language model sees the tokens of images that others encode. */
  private static RequestShape withoutImages(RequestShape shape) {
    return new RequestShape(shape.isl(), shape.osl(), shape.prefix());
  }

  private Optional<EncoderPools> encoders(ModelConfig model) {
    if (!request.flag("enable_epd", false)) {
      for (String key : List.of("encoder_tp", "encoder_system")) {
        if (request.find(key).isPresent()) {
          throw InvalidValueException.of(
              key, request.text(key), "it belongs to separate encoders: set enable_epd.");
        }
      }
      return Optional.empty();
    }
    if (!(model.details() instanceof VisionDetails)) {
      throw InvalidValueException.of(
          "enable_epd", true, model.id() + " has no vision encoder to separate.");
    }
    EncoderPools pools =
        EncoderPools.of(images()).withCorrection(request.number("encoder_latency_correction", 1));
    return Optional.of(
        request.find("encoder_tp").isPresent() ? pools.withTp(encoderSizes()) : pools);
  }

  private List<Integer> encoderSizes() {
    return request.texts("encoder_tp", List.of()).stream().map(Integer::valueOf).toList();
  }

  /** The reference release runs encoders of the version that answers for prefill, or refuses. */
  private EncoderPools on(EncoderPools pools, PerfDatabase prefill, Evidence evidence) {
    String system = request.text("encoder_system");
    if (system.isEmpty()) {
      return pools;
    }
    if (rules != RuleSet.REFERENCE) {
      return pools.withDatabase(database(system, prefill.engine(), evidence));
    }
    String asked = request.text("version");
    String version = asked.isEmpty() ? prefill.version() : asked;
    return pools.withDatabase(
        orRefuseEverywhere(
            SearchRefusal.NO_ENCODER, () -> open(system, prefill.engine(), version, evidence)));
  }

  private Images images() {
    long height = request.whole("image_height", 0);
    long width = request.whole("image_width", 0);
    long count = request.whole("num_images", 1);
    return height > 0 && width > 0 && count > 0
        ? new Images((int) count, (int) height, (int) width)
        : Images.NONE;
  }

  private Sla sla() {
    Sla sla = Sla.of(request.number("ttft", USUAL_TTFT_MS), request.number("tpot", USUAL_TPOT_MS));
    return request.find("request_latency").isPresent()
        ? sla.withRequestMs(request.number("request_latency", 0))
        : sla;
  }

  private SearchOptions options() {
    return new SearchOptions(
        new ServingChoices(
            quant(),
            speculation(),
            request.text("attention_backend"),
            request.flag("enable_encoder_dp", true)),
        memory(),
        request.flag("enable_chunked_prefill", false),
        SearchOptions.Limits.DEFAULT.withTopN((int) request.whole("top_n", 5)),
        Disaggregation.DEFAULT,
        request.flag("strict_sla", false),
        Map.of());
  }

  private QuantChoices quant() {
    return new QuantChoices(
        chosen("gemm_quant_mode", GemmQuant::of),
        chosen("moe_quant_mode", MoeQuant::of),
        chosen("kvcache_quant_mode", KvQuant::of),
        chosen("fmha_quant_mode", FmhaQuant::of),
        chosen("comm_quant_mode", CommQuant::of));
  }

  private <Q> Optional<Q> chosen(String key, Function<String, Q> parse) {
    return request.find(key).map(value -> parse.apply(value.asText()));
  }

  private Speculation speculation() {
    return RequestedDrafts.of(request, models);
  }

  private MemorySettings memory() {
    return new MemorySettings(
        request.find("free_gpu_memory_fraction").isPresent()
            ? OptionalDouble.of(request.number("free_gpu_memory_fraction", 1))
            : OptionalDouble.empty(),
        request.find("max_seq_len").isPresent()
            ? OptionalLong.of(request.whole("max_seq_len", 1))
            : OptionalLong.empty());
  }
}
