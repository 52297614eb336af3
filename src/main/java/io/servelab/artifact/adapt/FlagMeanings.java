package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.ShippedYaml;
import io.servelab.artifact.setting.FlagTable;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.artifact.setting.ReadFlag;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the flags of an engine mean to an estimate. */
final class FlagMeanings {

  private static final JsonNode TABLE = ShippedYaml.read(FlagMeanings.class, "flags.yaml");

  private final ServingEngine engine;
  private final List<KnownFlags> lists;
  private final FlagTable flags;

  FlagMeanings(ServingEngine engine, EngineVersion version, EngineVersion dynamo) {
    this.engine = engine;
    this.flags = FlagTable.of(engine, version);
    List<KnownFlags> known = new ArrayList<>();
    known.add(KnownFlags.of(engine.id(), version));
    if (engine != ServingEngine.SGLANG) {
      known.add(KnownFlags.of(engine.id() + "-serve", version));
    }
    known.add(KnownFlags.of("dynamo-" + engine.id(), dynamo));
    this.lists = List.copyOf(known);
  }

  /** The flag of a name, short or abbreviated where the engine allows it. */
  Optional<KnownFlags.Flag> find(String name) {
    JsonNode table = TABLE.get(engine.id());
    String full = table.path("short").path(name).asText(name);
    Optional<KnownFlags.Flag> exact = exact(full);
    boolean may = table.path("abbreviations").asBoolean() && name.startsWith("--");
    return exact.isPresent() || !may ? exact : onlyOneBeginningWith(name);
  }

  private Optional<KnownFlags.Flag> exact(String name) {
    return lists.stream().flatMap(list -> list.find(name).stream()).findFirst();
  }

  private Optional<KnownFlags.Flag> onlyOneBeginningWith(String start) {
    List<String> names =
        lists.stream()
            .flatMap(list -> list.names().stream())
            .filter(name -> name.startsWith(start))
            .distinct()
            .toList();
    return names.size() == 1 ? exact(names.get(0)) : Optional.empty();
  }

  /** Whether a flag does not matter. */
  boolean isHarmless(KnownFlags.Flag flag) {
    return lists(flag, "harmless");
  }

  /** Whether a flag names the model. */
  boolean namesModel(KnownFlags.Flag flag) {
    return lists(flag, "model");
  }

  /** Whether a flag names a file with further settings. */
  boolean namesFile(KnownFlags.Flag flag) {
    return lists(flag, "files");
  }

  /** The parameters that a flag sets. */
  List<ReadFlag> read(KnownFlags.Flag flag, String name, List<String> values) {
    JsonNode direct = TABLE.get(engine.id()).path("parameters");
    for (String alias : List.of(flag.flag(), flag.option())) {
      if (direct.has(alias)) {
        Parameter parameter = Parameter.of(direct.get(alias).asText());
        Object value = flag.isBare() ? !name.startsWith("--no-") : values.get(0);
        return List.of(new ReadFlag(parameter, Optional.of(value)));
      }
    }
    return flags.read(option -> find(option).map(KnownFlags.Flag::option), flag, name, values);
  }

  /** Whether a parameter changes nothing in an estimate. */
  static boolean isWithoutEffect(Parameter parameter) {
    return contains(TABLE.get("without_effect"), parameter.id());
  }

  private boolean lists(KnownFlags.Flag flag, String section) {
    JsonNode names = TABLE.get(engine.id()).path(section);
    return contains(names, flag.flag()) || contains(names, flag.option());
  }

  private static boolean contains(JsonNode names, String name) {
    for (JsonNode listed : names) {
      if (listed.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
