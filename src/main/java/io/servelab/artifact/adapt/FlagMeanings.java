package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.ShippedYaml;
import io.servelab.artifact.setting.FlagTable;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.artifact.setting.ReadFlag;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What the flags of an engine mean to an estimate. */
final class FlagMeanings {

  private static final ObjectMapper JSON = new ObjectMapper();
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
    Optional<KnownFlags.Flag> exact =
        full(table.path("short").path(name), name).stream()
            .flatMap(full -> exact(full).stream())
            .findFirst();
    boolean may = table.path("abbreviations").asBoolean() && name.startsWith("--");
    return exact.isPresent() || !may ? exact : onlyOneBeginningWith(name);
  }

  /** What a short name stands for; where versions differ, the first one that a version has. */
  private static List<String> full(JsonNode listed, String name) {
    if (listed.isArray()) {
      return StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText).toList();
    }
    return List.of(listed.asText(name));
  }

  /** The question whether an unknown name means one of the known ones, behind a blank. */
  String suggestion(String name) {
    List<String> names = lists.stream().flatMap(list -> list.names().stream()).distinct().toList();
    String refusal = UnknownNameException.of("flag", name, names).getMessage();
    return " " + refusal.substring(refusal.indexOf('\n') + 1);
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

  /**
   * Parts of a flag's value that may matter and are not understood.
   *
   * @param read whether the flag carries a parameter
   */
  List<String> unexplained(KnownFlags.Flag flag, String name, List<String> values, boolean read) {
    JsonNode usual = TABLE.get(engine.id()).path("usual").path(flag.option());
    Set<String> carried = flags.members(flag.option());
    String value = flag.isBare() ? switched(name) : String.join(" ", values);
    if (usual.isArray()) {
      return contains(usual, value) ? List.of() : List.of(name + " " + String.join(" ", values));
    }
    if (usual.isMissingNode() && carried.isEmpty()) {
      return read ? List.of() : List.of(name);
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : members(value).properties()) {
      JsonNode accepted = usual.path(member.getKey());
      boolean any = accepted.isArray() && accepted.isEmpty();
      boolean known = carried.contains(member.getKey()) || any;
      if (!known && !contains(accepted, member.getValue().asText())) {
        parts.add(name + " " + member.getKey() + " = " + member.getValue());
      }
    }
    return parts;
  }

  private static String switched(String name) {
    return name.startsWith("--no-") ? "false" : "true";
  }

  /** Members of a value in JSON; a bare number is the level of a compilation. */
  private static JsonNode members(String value) {
    JsonNode node = JsonNodeFactory.instance.textNode(value);
    try {
      node = JSON.readTree(value);
    } catch (JsonProcessingException text) {
      // A text is not understood below.
    }
    return node.isObject() ? node : JsonNodeFactory.instance.objectNode().set("level", node);
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
