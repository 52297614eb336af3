package io.servelab.artifact.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of a {@link FlagTable}: which flag carries a parameter, in which versions.
 *
 * @param parameter the parameter
 * @param target where its value goes
 * @param values what values are called; every value keeps its name if there are none
 * @param from first version with it, if not all have it
 * @param until first version without it, if later ones lack it
 */
record FlagRow(
    Parameter parameter,
    Target target,
    Map<String, Object> values,
    Optional<EngineVersion> from,
    Optional<EngineVersion> until) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where a value goes.
   *
   * @param flag name of the flag
   * @param form how the flag carries it
   * @param member key inside a flag that takes JSON; blank otherwise
   * @param also further members of that flag
   */
  record Target(String flag, FlagForm form, String member, Map<String, Object> also) {}

  static FlagRow read(JsonNode row) {
    return new FlagRow(
        Parameter.of(row.get("parameter").asText()),
        new Target(
            row.get("flag").asText(),
            FlagForm.of(row.path("form").asText("value")),
            row.path("member").asText(""),
            members(row.path("also"))),
        members(row.path("values")),
        version(row, "from"),
        version(row, "until"));
  }

  private static Map<String, Object> members(JsonNode section) {
    Map<String, Object> members = new TreeMap<>();
    section.properties().forEach(entry -> members.put(entry.getKey(), plain(entry.getValue())));
    return members;
  }

  private static Object plain(JsonNode value) {
    return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
  }

  private static Optional<EngineVersion> version(JsonNode row, String key) {
    return Optional.ofNullable(row.get(key)).map(value -> new EngineVersion(value.asText()));
  }

  boolean holds(EngineVersion version) {
    return from.map(version::isAtLeast).orElse(true)
        && !until.map(version::isAtLeast).orElse(false);
  }

  /** The value as the engine calls it; a person may use the engine's own words. */
  Optional<Object> translate(Setting setting) {
    if (values.isEmpty()) {
      return Optional.of(setting.value());
    }
    Object known = values.get(setting.value().toString());
    boolean own = setting.origin().kind() == Origin.Kind.OVERRIDE;
    return known == null && own ? Optional.of(setting.value()) : Optional.ofNullable(known);
  }

  /** The flag with a translated value; absent where leaving it out says the same. */
  Optional<EngineFlag> flag(Setting setting, Object translated) {
    List<Setting> settings = List.of(setting);
    if (!target.member.isEmpty()) {
      Map<String, Object> members = new TreeMap<>(target.also);
      members.put(target.member, translated);
      return Optional.of(new EngineFlag(target.flag, members, settings));
    }
    boolean truth = Boolean.TRUE.equals(translated);
    return switch (target.form) {
      case VALUE, WORDS -> Optional.of(new EngineFlag(target.flag, translated, settings));
      case WHEN_TRUE -> present(truth, target.flag, settings);
      case WHEN_FALSE -> present(!truth, target.flag, settings);
      case TOGGLE -> present(true, truth ? target.flag : "no-" + target.flag, settings);
    };
  }

  /** What a flag says that was written in a command. */
  List<ReadFlag> read(String name, List<String> words) {
    if (!target.member.isEmpty()) {
      JsonNode member = member(words);
      return member.isMissingNode()
          ? List.of()
          : List.of(new ReadFlag(parameter, understood(member.asText())));
    }
    Optional<Object> value =
        switch (target.form) {
          case WHEN_TRUE -> Optional.of(true);
          case WHEN_FALSE -> Optional.of(false);
          case TOGGLE -> Optional.of(!name.startsWith("--no-"));
          case VALUE -> understood(words.isEmpty() ? "true" : words.get(0));
          case WORDS -> Optional.of(words);
        };
    return List.of(new ReadFlag(parameter, value));
  }

  private JsonNode member(List<String> words) {
    try {
      return JSON.readTree(words.isEmpty() ? "" : words.get(0)).path(target.member);
    } catch (JsonProcessingException malformed) {
      return MissingNode.getInstance();
    }
  }

  /** The value that the engine's word stands for. */
  private Optional<Object> understood(String word) {
    if (values.isEmpty()) {
      return Optional.of(word);
    }
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().toString().equals(word))
        .<Object>map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<EngineFlag> present(boolean wanted, String flag, List<Setting> settings) {
    return wanted ? Optional.of(new EngineFlag(flag, true, settings)) : Optional.empty();
  }
}
