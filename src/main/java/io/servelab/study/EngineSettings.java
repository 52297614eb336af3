package io.servelab.study;

import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.HostModel;
import io.servelab.engine.sim.PoolSetup;
import io.servelab.engine.sim.SchedulerPreset;
import io.servelab.hardware.ServingEngine;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the engines of a study are set where they are simulated: presets, and what overrides them.
 */
public final class EngineSettings {

  private static final String HOST = EngineReader.SECTION + "host_";
  private static final String PRESET = EngineReader.SECTION + "preset";
  private static final String HAND_OVER = EngineReader.SECTION + "hand_over_";

  private final StudyConfig config;
  private final ServingEngine engine;
  private final String version;
  private final EngineTuning tuning;

  private EngineSettings(StudyConfig config, Databases databases) {
    Values values = new Values(config);
    this.config = config;
    this.engine = ServingEngine.of(values.text("backend"));
    this.version =
        databases
            .get(
                values.text("system"),
                engine,
                values.text("version"),
                DataMode.of(values.text("database_mode")),
                TransferPolicy.AGGRESSIVE,
                RuleSet.of(values.text("rules")))
            .version();
    this.tuning = new EngineReader(config, values).read();
  }

  /**
   * Every setting of every engine that the study compares.
   *
   * @param config a study that names a system
   * @throws io.servelab.error.ServeLabException if system or version are unknown
   */
  public static List<EngineSetting> of(StudyConfig config, Databases databases) {
    return config.perBackend().stream()
        .flatMap(each -> new EngineSettings(each, databases).all().stream())
        .toList();
  }

  /**
   * Why a key has its value, presets included.
   *
   * @throws io.servelab.error.UnknownNameException if the key is unknown
   */
  public static Explanation why(String key, StudyConfig config, Databases databases) {
    Explanation layers = config.why(key);
    boolean preset =
        layers.value().isEmpty()
            && key.startsWith(EngineReader.SECTION)
            && config.find("system").isPresent();
    if (!preset) {
      return layers;
    }
    List<EngineSetting> settings =
        of(config, databases).stream().filter(each -> each.key().name().equals(key)).toList();
    return new Explanation(
        layers.key(),
        key,
        settings.stream().findFirst().map(EngineSetting::value),
        settings.stream()
            .map(each -> new Statement(each.source(), Stage.BASE, Optional.of(each.value())))
            .toList());
  }

  private List<EngineSetting> all() {
    return shown().entrySet().stream()
        .map(
            shown ->
                new EngineSetting(
                    engine.id(),
                    ConfigKeys.standard().require(shown.getKey(), "engine settings"),
                    shown.getValue(),
                    source(shown.getKey())))
        .toList();
  }

  private Map<String, String> shown() {
    SchedulerPreset scheduler = tuning.scheduler(engine);
    HostModel host = tuning.host(engine, version);
    PoolSetup.HandOver handOver = tuning.handOver(engine, 0);
    List<Long> graphs = tuning.scheduler().graphBatches();
    Map<String, String> shown = new LinkedHashMap<>();
    put(shown, "preset", tuning.recipe());
    put(shown, "prompts", scheduler.prompts().id());
    put(shown, "pass_tokens", scheduler.budget());
    put(shown, "max_sequences", scheduler.maxSequences());
    put(shown, "poll_passes", scheduler.polling());
    put(shown, "block_tokens", scheduler.cache().blockTokens());
    put(shown, "reserved_output", scheduler.cache().reservedOutput());
    put(shown, "graph_batches", graphs.isEmpty() ? "none" : graphs);
    put(shown, "host_request", host.requestMs());
    put(shown, "host_launch", host.launchMs());
    put(shown, "host_prefill", host.prefillMs());
    put(shown, "host_decode", host.decodeMs());
    put(shown, "hand_over_hold", handOver.holdMs());
    put(shown, "hand_over_fixed", handOver.fixedMs());
    return shown;
  }

  private static void put(Map<String, String> shown, String key, Object value) {
    shown.put(EngineReader.SECTION + key, value.toString());
  }

  private String source(String key) {
    return config
        .why(key)
        .layer()
        .filter(layer -> config.find(key).isPresent())
        .orElseGet(() -> preset(key));
  }

  private String preset(String key) {
    if (key.startsWith(HOST)) {
      return "hosts of " + EnginePresets.shipped().hostSource(engine, version);
    }
    if (key.startsWith(HAND_OVER)) {
      return "separate pools of " + EnginePresets.shipped().handOverSource(engine);
    }
    if (key.equals(PRESET)) {
      return "what predictions were compared with";
    }
    SchedulerPreset scheduler = EnginePresets.shipped().scheduler(engine, tuning.recipe());
    return "preset " + scheduler.recipe() + " of " + engine.id() + ": " + scheduler.source();
  }
}
