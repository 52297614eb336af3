package io.servelab.bulk;

import io.servelab.engine.Images;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.StaticForm;
import io.servelab.engine.StaticMode;
import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.AggregatedEstimate;
import io.servelab.estimate.DisaggregatedEstimate;
import io.servelab.estimate.Estimate;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.StaticEstimate;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.estimate.afd.AfdEstimate;
import io.servelab.estimate.afd.AfdLayout;
import io.servelab.estimate.afd.AfdOptions;
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
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.model.VisionDetails;
import io.servelab.op.Phase;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads one fixed deployment with its load and estimates it. */
final class EstimateRequest {

  private static final String AGGREGATED = "agg";
  private static final String DISAGGREGATED = "disagg";
  private static final Set<String> MODES =
      Set.of(AGGREGATED, DISAGGREGATED, "static", "static_ctx", "static_gen");

  /** Requests of a rank at once where none are given. */
  static final long DEFAULT_BATCH = 128;

  private final Request request;
  private final Databases databases;
  private final Models models;
  private final RuleSet rules;

  EstimateRequest(Request request, Databases databases, Models models, RuleSet rules) {
    this.request = request;
    this.databases = databases;
    this.models = models;
    this.rules = rules;
  }

  Estimate estimate() {
    String mode = mode();
    long textTokens = request.whole("isl", EstimateQueries.USUAL_TOKENS);
    RequestShape shape = shape(textTokens);
    Speculation speculation = speculation();
    return switch (mode) {
      case AGGREGATED ->
          AggregatedEstimate.of(
              worker("", database("system"), WorkerRole.MIXED),
              shape,
              speculation,
              memory(""),
              request.whole("batch_size", DEFAULT_BATCH),
              request.whole("ctx_tokens", textTokens));
      case DISAGGREGATED -> disaggregated(shape, speculation);
      default -> batch(staticMode(mode), shape);
    };
  }

  /** Images extend the prompt; a text-only model ignores them. */
  private RequestShape shape(long textTokens) {
    ModelConfig model = models.find(request.text("model"));
    Images images = Images.NONE;
    long visualTokens = 0;
    if (model.details() instanceof VisionDetails vision) {
      images = images();
      visualTokens = images.tokens(vision.encoder());
    }
    return new RequestShape(
        textTokens + visualTokens,
        request.whole("osl", EstimateQueries.USUAL_TOKENS),
        request.whole("prefix", 0),
        images);
  }

  private Images images() {
    long height = request.whole("image_height", 0);
    long width = request.whole("image_width", 0);
    long count = request.whole("num_images", 1);
    return height > 0 && width > 0 && count > 0
        ? new Images((int) count, (int) height, (int) width)
        : Images.NONE;
  }

  /** Whether attention and feed-forward layers have nodes of their own. */
  boolean isAfd() {
    return request.text("mode").equals(AfdFields.MODE);
  }

  String mode() {
    String mode = request.text("mode").isEmpty() ? AGGREGATED : request.text("mode");
    if (!MODES.contains(mode)) {
      List<String> known = new ArrayList<>(MODES);
      known.add(AfdFields.MODE);
      throw UnknownNameException.of("estimate mode", mode, known);
    }
    return mode;
  }

  private Estimate disaggregated(RequestShape shape, Speculation speculation) {
    String decodeSystem = request.find("decode_system").isPresent() ? "decode_system" : "system";
    PerfDatabase prefill = database("system");
    PerfDatabase decode = database(decodeSystem);
    WorkerSpec prefillSpec = spec("prefill_", prefill, WorkerRole.PREFILL);
    WorkerSpec decodeSpec = spec("decode_", decode, WorkerRole.DECODE);
    check(prefillSpec, decodeSpec);
    return DisaggregatedEstimate.of(
        pool("prefill_", prefillSpec), () -> pool("decode_", decodeSpec), shape, speculation);
  }

  private DisaggregatedEstimate.Pool pool(String role, WorkerSpec spec) {
    return new DisaggregatedEstimate.Pool(
        WorkerFactory.build(spec),
        required(role + "batch_size"),
        (int) required(role + "num_workers"),
        memory(role));
  }

  private long required(String key) {
    if (request.find(key).isEmpty()) {
      throw InvalidValueException.because("A disaggregated estimate needs " + key + ".");
    }
    return request.whole(key, 0);
  }

  private static StaticMode staticMode(String mode) {
    for (StaticMode known : StaticMode.values()) {
      if (known.id().equals(mode)) {
        return known;
      }
    }
    throw new IllegalArgumentException("mode = " + mode);
  }

  private static WorkerRole role(String mode) {
    return switch (staticMode(mode)) {
      case STATIC -> WorkerRole.BATCH;
      case PREFILL -> WorkerRole.PREFILL;
      case DECODE -> WorkerRole.BATCH_DECODE;
    };
  }

  private PerfDatabase database(String systemKey) {
    PerfDatabase database =
        databases
            .get(
                request.text(systemKey),
                ServingEngine.of(
                    request.text("backend").isEmpty() ? "trtllm" : request.text("backend")),
                request.text("version"),
                request.text("database_mode").isEmpty()
                    ? DataMode.SILICON
                    : DataMode.of(request.text("database_mode")),
                TransferPolicy.parse(request.words("transfer_policy")))
            .withRules(rules);
    if (database.mode() == DataMode.SILICON && !answers(database)) {
      throw InvalidValueException.because(nothingMeasured(database));
    }
    return database;
  }

  /** The reference release needs rows of the engine on the system, save for rooflines. */
  private boolean answers(PerfDatabase database) {
    return rules != RuleSet.REFERENCE
        || database.mode() == DataMode.SOL
        || database.find("gemm").isPresent()
        || VersionSlots.of(databases.home(), database.system().name(), database.engine())
            .measured();
  }

  private static String nothingMeasured(PerfDatabase database) {
    return "Nothing was measured on " + database + ". Data mode SOL answers.";
  }

  /** Checks the layouts of all workers before any of them is built, as the reference does. */
  private void check(WorkerSpec... specs) {
    List<WorkerSpec> workers = List.of(specs);
    workers.forEach(WorkerFactory::requireExchange);
    workers.forEach(WorkerFactory::requireSharding);
    workers.forEach(worker -> requireAnswers(worker.database()));
  }

  private void requireAnswers(PerfDatabase database) {
    if (!answers(database)) {
      throw NoDataException.measurement(nothingMeasured(database));
    }
  }

  private Worker worker(String role, PerfDatabase database, WorkerRole workerRole) {
    WorkerSpec spec = spec(role, database, workerRole);
    check(spec);
    return WorkerFactory.build(spec);
  }

  private WorkerSpec spec(String role, PerfDatabase database, WorkerRole workerRole) {
    return new WorkerSpec(
        models.find(request.text("model")),
        database,
        layout(role),
        new ServingChoices(
            quant(),
            speculation(),
            request.text("attention_backend"),
            request.flag("enable_encoder_dp", true)),
        workerRole,
        QuantContext.Purpose.DEPLOYMENT);
  }

  /** Attention and feed-forward layers on nodes of their own. */
  AfdEstimate afd() {
    PerfDatabase database = database("system");
    AfdFields fields = new AfdFields(request);
    RequestShape shape = shape(request.whole("isl", EstimateQueries.USUAL_TOKENS));
    requireAnswers(database);
    WorkerSpec spec = spec("", database, WorkerRole.BATCH);
    AfdLayout layout = fields.layout(database);
    AfdOptions options = fields.options();
    Optional<StaticMode> other = fields.other();
    return AfdEstimate.of(
        new AfdEstimate.Pools(
            fields.workers(Phase.PREFILL, spec, layout, options),
            fields.workers(Phase.DECODE, spec, layout, options),
            other.map(mode -> batch(mode, shape))),
        options,
        shape,
        speculation());
  }

  private StaticEstimate batch(StaticMode mode, RequestShape shape) {
    return StaticEstimate.of(
        worker("", database("system"), role(mode.id())),
        mode,
        shape,
        speculation(),
        batchMemory(),
        new StaticEstimate.Sampling(
            request.whole("batch_size", DEFAULT_BATCH),
            (int) request.whole("stride", StaticForm.DEFAULT_STRIDE),
            1));
  }

  RequestedLayout layout(String role) {
    return new RequestedLayout(
        (int) request.whole(role + "tp_size", 1),
        (int) request.whole(role + "pp_size", request.whole("pp_size", 1)),
        (int) request.whole(role + "attention_dp_size", 1),
        optional(role + "moe_tp_size"),
        optional(role + "moe_ep_size"),
        (int) request.whole(role + "cp_size", 1));
  }

  private OptionalInt optional(String key) {
    return request.find(key).isPresent()
        ? OptionalInt.of((int) request.whole(key, 0))
        : OptionalInt.empty();
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

  /**
   * The reference release judges a single batch by the engine's own limits, whatever was chosen.
   */
  private MemorySettings batchMemory() {
    return rules == RuleSet.REFERENCE ? MemorySettings.DEFAULT : memory("");
  }

  private MemorySettings memory(String role) {
    return new MemorySettings(
        fraction(role + "free_gpu_memory_fraction")
            .or(() -> fraction("free_gpu_memory_fraction"))
            .map(OptionalDouble::of)
            .orElseGet(OptionalDouble::empty),
        length(role + "max_seq_len")
            .or(() -> length("max_seq_len"))
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty));
  }

  private Optional<Double> fraction(String key) {
    return request.find(key).map(value -> request.number(key, 1));
  }

  private Optional<Long> length(String key) {
    return request.find(key).map(value -> request.whole(key, 1));
  }
}
