package io.servelab.engine.sim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Settings and host times of the engines, shipped as data. */
public final class EnginePresets {

  /** An engine started without tuning. */
  public static final String DEFAULT = "default";

  /** An engine as it was set in public benchmark dumps. */
  public static final String BENCHMARK = "benchmark";

  /** An engine as it was set in sweeps by hand. */
  public static final String SWEEP = "sweep";

  /** An engine that only computes prompts. */
  public static final String POOL = "pool";

  private static final EnginePresets SHIPPED = read();

  private final List<SchedulerPreset> schedulers;
  private final List<HostEntry> hosts;
  private final List<HandOverEntry> handOvers;

  private EnginePresets(File file) {
    this.schedulers = List.copyOf(file.schedulers);
    this.hosts = List.copyOf(file.hosts);
    this.handOvers = List.copyOf(file.handOvers);
  }

  private record File(
      List<SchedulerPreset> schedulers,
      @JsonProperty("hand_overs") List<HandOverEntry> handOvers,
      List<HostEntry> hosts) {}

  /** One line of what lies between two pools, milliseconds. */
  private record HandOverEntry(String engine, double hold, double fixed, String source) {}

  /** Host times of an entry, milliseconds. */
  private record Times(double request, double launch, double prefill, double decode) {}

  /** One line of host times, for versions from one on and before another. */
  private record HostEntry(String engine, String from, String before, String source, Times times) {

    boolean covers(String version) {
      int[] wanted = numbers(version);
      if (wanted.length == 0) {
        return from.isEmpty() && before.isEmpty();
      }
      return Arrays.compare(wanted, numbers(from)) >= 0
          && (before.isEmpty() || Arrays.compare(wanted, numbers(before)) < 0);
    }

    String described() {
      return engine
          + (from.isEmpty() ? "" : " from " + from)
          + (before.isEmpty() ? "" : " before " + before)
          + ": "
          + source;
    }

    HostModel model() {
      return new HostModel(times.request, times.launch, times.prefill, times.decode);
    }
  }

  /** The shipped presets. */
  public static EnginePresets shipped() {
    return SHIPPED;
  }

  /**
   * Settings of an engine; those without tuning where a recipe does not change them.
   *
   * @throws UnknownNameException if no entry has the recipe
   */
  public SchedulerPreset scheduler(ServingEngine engine, String recipe) {
    if (schedulers.stream().noneMatch(preset -> preset.recipe().equals(recipe))) {
      throw UnknownNameException.of(
          "engine recipe",
          recipe,
          schedulers.stream().map(SchedulerPreset::recipe).distinct().toList());
    }
    return find(engine, recipe);
  }

  private SchedulerPreset find(ServingEngine engine, String recipe) {
    return schedulers.stream()
        .filter(preset -> preset.engine().equals(engine.id()))
        .filter(preset -> preset.recipe().equals(recipe))
        .findFirst()
        .orElseGet(() -> find(engine, DEFAULT));
  }

  /**
   * Host times of an engine version.
   *
   * @param version version number; blank or a word where it is not known
   */
  public HostModel host(ServingEngine engine, String version) {
    return entry(engine, version).map(HostEntry::model).orElse(HostModel.NONE);
  }

  /** Which engine versions have the host times of an engine version, and where they are from. */
  public String hostSource(ServingEngine engine, String version) {
    return entry(engine, version).map(HostEntry::described).orElse("");
  }

  /** Where the values between two pools of an engine are from. */
  public String handOverSource(ServingEngine engine) {
    return engine.id() + ": " + handOver(engine).source;
  }

  private Optional<HostEntry> entry(ServingEngine engine, String version) {
    return hosts.stream()
        .filter(entry -> entry.engine.equals(engine.id()) && entry.covers(version))
        .findFirst();
  }

  /**
   * What lies between a prefill and a decode pool.
   *
   * @param engine engine of both
   * @param msPerToken transfer of the cache, milliseconds for each prompt token
   */
  public PoolSetup.HandOver handOver(ServingEngine engine, double msPerToken) {
    HandOverEntry entry = handOver(engine);
    return new PoolSetup.HandOver(entry.hold, entry.fixed, msPerToken);
  }

  private HandOverEntry handOver(ServingEngine engine) {
    return handOvers.stream()
        .filter(entry -> entry.engine.equals(engine.id()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The numbers of a version up to its first word, so that release candidates count as releases.
   */
  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .map(part -> part.replaceFirst("[^0-9].*", ""))
        .takeWhile(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static EnginePresets read() {
    try (InputStream input = EnginePresets.class.getResourceAsStream("engines.yaml")) {
      return new EnginePresets(
          new ObjectMapper(new YAMLFactory()).readValue(Objects.requireNonNull(input), File.class));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }
}
