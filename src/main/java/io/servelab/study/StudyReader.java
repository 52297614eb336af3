package io.servelab.study;

import io.servelab.engine.Images;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.sim.Calibration;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.ExpertBalance;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerRole;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerEdits;
import io.servelab.model.VisionDetails;
import io.servelab.perf.DataMode;
import io.servelab.perf.OwnTable;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.PoolLimits;
import io.servelab.search.RoleSettings;
import io.servelab.search.SearchOptions;
import io.servelab.search.ServingMode;
import io.servelab.search.Sla;
import io.servelab.search.score.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns settings into a typed study; every error says which layers set the values it is about. */
final class StudyReader {

  private static final List<String> PLACES = List.of("before", "after");

  private final StudyConfig config;
  private final Values values;

  StudyReader(StudyConfig config) {
    this.config = config;
    this.values = new Values(config);
  }

  StudySpec read() {
    Machines machines =
        new Machines(
            values.text("system"),
            values.text("decode_system", values.text("system")),
            config.find("encoder.system").map(value -> value.value().toString()),
            (int) values.whole("gpus"));
    EngineChoice engine = engine();
    List<ServingMode> modes = modes(machines.gpus());
    return new StudySpec(
        values.text("model"),
        machines,
        engine,
        new Goal(
            request(),
            sla(),
            config.find("objective").map(name -> Metric.of(name.value().toString()))),
        options(engine.engine(), modes),
        modes,
        new OpenSections(values.section("constraints"), values.section("prices")));
  }

  private EngineChoice engine() {
    String backend = values.text("backend");
    if (backend.equals("auto") || backend.equals("any")) {
      throw values.error(
          "One study has one backend; read a study of all backends with perBackend().", "backend");
    }
    String version = values.text("version");
    return new EngineChoice(
        ServingEngine.of(backend),
        version,
        values.text("decode_version", version),
        DataMode.of(values.text("database_mode")),
        values.explained(
            () -> TransferPolicy.parse(values.text("transfer_policy")), "transfer_policy"),
        RuleSet.of(values.text("rules")),
        ownTables());
  }

  private List<OwnTable> ownTables() {
    List<OwnTable> tables = new ArrayList<>();
    Map<String, Object> places = values.section("own_tables");
    for (Map.Entry<String, Object> place : places.entrySet()) {
      if (!PLACES.contains(place.getKey())) {
        throw UnknownNameException.of("place of own tables", place.getKey(), PLACES);
      }
      if (!(place.getValue() instanceof Map<?, ?> files)) {
        throw InvalidValueException.of(
            "own_tables." + place.getKey(), place.getValue(), "a file for each table is expected.");
      }
      boolean before = place.getKey().equals(PLACES.get(0));
      files.forEach(
          (table, file) ->
              tables.add(new OwnTable(table.toString(), Path.of(file.toString()), before)));
    }
    return tables;
  }

  private List<ServingMode> modes(int gpus) {
    boolean pools = gpus >= 2;
    return switch (values.text("serving_mode")) {
      case "agg" -> List.of(ServingMode.AGGREGATED);
      case "disagg" -> {
        if (!pools) {
          throw values.error(
              "Separate pools need a GPU each, and the cluster has only one.",
              "serving_mode",
              "gpus");
        }
        yield List.of(ServingMode.DISAGGREGATED);
      }
      case AfdReader.MODE -> List.of();
      default ->
          pools
              ? List.of(ServingMode.AGGREGATED, ServingMode.DISAGGREGATED)
              : List.of(ServingMode.AGGREGATED);
    };
  }

  private RequestShape request() {
    return values.explained(
        () -> {
          Images images = images();
          // The language model sees the tokens of images that others encode.
          boolean separate =
              config.find("encoder.separate").map(flag -> (Boolean) flag.value()).orElse(false);
          return new RequestShape(
              values.whole("isl") + visualTokens(images),
              values.whole("osl"),
              values.whole("prefix"),
              separate ? Images.NONE : images);
        },
        "isl",
        "prefix");
  }

  /** A text-only model ignores images. */
  private Images images() {
    long height = values.whole("image_height");
    long width = values.whole("image_width");
    boolean any = height > 0 && width > 0 && config.model().details() instanceof VisionDetails;
    return any ? new Images((int) values.whole("images"), (int) height, (int) width) : Images.NONE;
  }

  private long visualTokens(Images images) {
    return config.model().details() instanceof VisionDetails vision
        ? images.tokens(vision.encoder())
        : 0;
  }

  private Sla sla() {
    Sla sla = Sla.of(values.number("ttft"), values.number("tpot"));
    OptionalDouble whole = values.optionalNumber("request_latency");
    return whole.isPresent() ? sla.withRequestMs(whole.getAsDouble()) : sla;
  }

  private SearchOptions options(ServingEngine engine, List<ServingMode> modes) {
    RoleReader roles = new RoleReader(config, values, engine);
    boolean mixed = modes.contains(ServingMode.AGGREGATED);
    boolean pools = modes.contains(ServingMode.DISAGGREGATED);
    Map<WorkerRole, RoleSettings> settings = new EnumMap<>(WorkerRole.class);
    if (mixed) {
      settings.put(WorkerRole.MIXED, roles.read("agg"));
    }
    if (pools) {
      settings.put(WorkerRole.PREFILL, roles.read("prefill"));
      settings.put(WorkerRole.DECODE, roles.read("decode"));
    }
    SearchOptions.Limits usual = SearchOptions.Limits.DEFAULT;
    SearchOptions.Limits traced =
        new SearchOptions.Limits(
            (int) values.whole("top_n"),
            mixed ? values.whole("agg.max_batch_size") : usual.maxBatch(),
            pools ? values.whole("prefill.max_batch_size") : usual.maxPrefillBatch(),
            pools ? values.whole("decode.max_batch_size") : usual.maxDecodeBatch(),
            pools ? replicas() : PoolLimits.DEFAULT);
    boolean alone = !config.find("pareto_sweep").map(flag -> (Boolean) flag.value()).orElse(true);
    SearchOptions.Limits limits = alone ? traced.withoutFront() : traced;
    return new SearchOptions(
        new ServingChoices(
            roles.quant(""),
            speculation(),
            values.text("attention_backend", ""),
            values.flag("encoder_dp"),
            balance(),
            edits()),
        new MemorySettings(
            values.optionalNumber("kv_memory_fraction"), values.optionalWhole("max_seq_len")),
        values.flag("chunked_prefill"),
        new EncoderReader(config, values).read(images()).map(limits::withEncoders).orElse(limits),
        pools ? disaggregation() : Disaggregation.DEFAULT,
        values.flag("strict_sla"),
        settings,
        calibration(),
        new EngineReader(config, values).read());
  }

  private Calibration calibration() {
    return new Calibration(
        values.optionalNumber("calibration.host_request").orElse(1),
        values.optionalNumber("calibration.host_prefill").orElse(1),
        values.optionalNumber("calibration.host_decode").orElse(1),
        values.optionalNumber("calibration.prefill_time").orElse(1),
        values.optionalNumber("calibration.decode_time").orElse(1));
  }

  private ExpertBalance balance() {
    return values.explained(
        () -> new ExpertBalance(values.flag("eplb"), (int) values.whole("eplb_spare_slots")),
        "eplb",
        "eplb_spare_slots");
  }

  private List<LayerEdit> edits() {
    return config
        .find("layer_edits")
        .map(value -> LayerEdits.readAll((List<?>) value.value()))
        .orElse(List.of());
  }

  private Speculation speculation() {
    long drafts = values.whole("nextn");
    OptionalDouble accepted = values.optionalNumber("nextn_accepted");
    if (drafts > 0 && accepted.isEmpty()) {
      throw values.error(
          "Drafting nextn = "
              + drafts
              + " tokens needs nextn_accepted, how many are accepted on average.",
          "nextn");
    }
    return values.explained(
        () -> new Speculation((int) drafts, accepted.orElse(0)), "nextn", "nextn_accepted");
  }

  /** Sizes of replicas are left to the search unless a person chose some, as layouts are. */
  private PoolLimits replicas() {
    List<Integer> sizes = values.sizes("replica.gpus");
    if (sizes.isEmpty()) {
      throw values.error("No size of replica fits the cluster.", "replica.gpus", "gpus");
    }
    boolean chosen = values.isChosen("replica.gpus") || values.isChosen("replica.max_gpus");
    return new PoolLimits(
        chosen ? sizes : PoolLimits.DEFAULT.replicaGpus(),
        chosen ? (int) values.whole("replica.max_gpus") : PoolLimits.DEFAULT.maxReplicaGpus(),
        (int) values.whole("replica.max_prefill_workers"),
        (int) values.whole("replica.max_decode_workers"));
  }

  private Disaggregation disaggregation() {
    return new Disaggregation(
        values.number("disagg.prefill_correction"),
        values.number("disagg.decode_correction"),
        values.number("disagg.prefill_degradation"),
        values.number("disagg.decode_degradation"),
        values.number("disagg.ttft_queueing"));
  }
}
