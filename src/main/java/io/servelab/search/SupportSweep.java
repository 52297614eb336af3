package io.servelab.search;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which models are answered for on which systems, engines and kinds of deployment.
 *
 * <p>Immutable; every filter narrows it. A name may hold {@code *} for any text.
 *
 * @param models ids of bundled models, or a path to a configuration
 * @param systems names of described systems
 * @param engines serving engines
 * @param modes kinds of deployment
 */
public record SupportSweep(
    List<String> models,
    List<String> systems,
    List<ServingEngine> engines,
    List<ServingMode> modes) {

  /** Copies the lists. */
  public SupportSweep {
    models = List.copyOf(models);
    systems = List.copyOf(systems);
    engines = List.copyOf(engines);
    modes = List.copyOf(modes);
  }

  /** Every bundled model on every described system. */
  public static SupportSweep all(Databases databases) {
    return new SupportSweep(
        ModelCatalog.names(),
        GpuSystems.names(databases.home()),
        Arrays.asList(ServingEngine.values()),
        Arrays.asList(ServingMode.values()));
  }

  /**
   * For some models.
   *
   * @param name id or pattern of bundled models, or a path to a {@code config.json}
   * @throws UnknownNameException if there is none; names the nearest ones
   */
  public SupportSweep withModel(String name) {
    List<String> chosen =
        name.contains("*")
            ? matching("model", name, models)
            : List.of(new Models().find(name).id());
    return new SupportSweep(
        name.contains("*") || ModelCatalog.contains(name) ? chosen : List.of(name),
        systems,
        engines,
        modes);
  }

  /**
   * On some systems.
   *
   * @param name name or pattern of described systems, or a path to a description
   * @throws UnknownNameException if there is none; names the nearest ones
   */
  public SupportSweep withSystem(String name) {
    List<String> chosen =
        GpuSystems.isDescription(name) ? List.of(name) : matching("system", name, systems);
    return new SupportSweep(models, chosen, engines, modes);
  }

  /** With one engine. */
  public SupportSweep withEngine(ServingEngine engine) {
    return new SupportSweep(models, systems, List.of(engine), modes);
  }

  /** With one kind of deployment. */
  public SupportSweep withMode(ServingMode mode) {
    return new SupportSweep(models, systems, engines, List.of(mode));
  }

  private static List<String> matching(String kind, String name, List<String> known) {
    Pattern pattern =
        Pattern.compile(
            Arrays.stream(name.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            Pattern.CASE_INSENSITIVE);
    List<String> found = known.stream().filter(each -> pattern.matcher(each).matches()).toList();
    if (found.isEmpty()) {
      throw UnknownNameException.of(kind, name, known);
    }
    return found;
  }

  /**
   * Tries all of it, in the order of models, systems, engines, modes. Takes seconds for a system.
   */
  public List<Support> run(Databases databases) {
    Models read = new Models();
    List<ModelConfig> configs = models.stream().map(read::find).toList();
    List<List<Support>> bySystem = new ArrayList<>();
    for (String system : systems) {
      for (ServingEngine engine : engines) {
        bySystem.add(onSystem(databases, system, engine, configs));
      }
    }
    List<Support> ordered = new ArrayList<>();
    for (int first = 0; first < configs.size() * modes.size(); first += modes.size()) {
      for (List<Support> rows : bySystem) {
        ordered.addAll(rows.subList(first, first + modes.size()));
      }
    }
    return ordered;
  }

  private List<Support> onSystem(
      Databases databases, String system, ServingEngine engine, List<ModelConfig> configs) {
    PerfDatabase database = open(databases, system, engine);
    return configs.parallelStream()
        .flatMap(model -> modes.stream().map(mode -> new SupportQuestion(model, database, mode)))
        .map(Support::of)
        .toList();
  }

  /** Where nothing of the engine was measured, another system stands in for estimates. */
  private static PerfDatabase open(Databases databases, String system, ServingEngine engine) {
    boolean measured = VersionSlots.of(databases.home(), system, engine).measured();
    return databases.get(
        system,
        engine,
        VersionSlots.CURRENT,
        DataMode.SILICON,
        TransferPolicy.AGGRESSIVE,
        measured ? RuleSet.REFERENCE : RuleSet.SERVELAB);
  }
}
