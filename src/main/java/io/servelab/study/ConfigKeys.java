package io.servelab.study;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.MoeQuant;
import io.servelab.perf.DataMode;
import io.servelab.perf.RuleSet;
import io.servelab.search.score.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every key a study may set, in the order in which they are shown. */
public final class ConfigKeys {

  /** Roles of worker that have search settings of their own. */
  static final List<String> ROLES = List.of("agg", "prefill", "decode");

  private static final ConfigKeys STANDARD = new ConfigKeys(read());

  private final Map<String, ConfigKey> keys;
  private final Map<String, Integer> places = new HashMap<>();

  private ConfigKeys(Map<String, ConfigKey> keys) {
    this.keys = keys;
    keys.keySet().forEach(name -> places.put(name, places.size()));
  }

  /** The keys of this release. */
  public static ConfigKeys standard() {
    return STANDARD;
  }

  /** All of them. */
  public Collection<ConfigKey> all() {
    return keys.values();
  }

  /** Names of all of them. */
  public Set<String> names() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  /** Whether a name is that of a key or of a section. */
  boolean knows(String name) {
    return find(name).isPresent() || isSection(name);
  }

  /** The key of a name, or the open section that the name lies in. */
  public Optional<ConfigKey> find(String name) {
    ConfigKey key = keys.get(name);
    if (key != null) {
      return Optional.of(key);
    }
    return Optional.ofNullable(keys.get(root(name)))
        .filter(section -> section.kind() == ValueKind.OPEN);
  }

  /**
   * The key of a name.
   *
   * @param where what uses the name, for messages
   * @throws UnknownNameException if there is none
   */
  ConfigKey require(String name, String where) {
    return find(name)
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "key in " + where + ":", YamlText.shown(name), keys.keySet()));
  }

  /** Whether a name lies in a section whose owner reads it. */
  boolean isOpen(String name) {
    return find(name).filter(key -> key.kind() == ValueKind.OPEN).isPresent();
  }

  /** Whether a name stands for several keys, such as {@code agg}. */
  boolean isSection(String name) {
    return keys.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
  }

  /** Compares names by the order of the keys; names in one open section alphabetically. */
  Comparator<String> order() {
    return Comparator.comparingInt(this::place).thenComparing(Comparator.naturalOrder());
  }

  private int place(String name) {
    Integer place = places.get(name);
    return place != null ? place : places.getOrDefault(root(name), places.size());
  }

  private static String root(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Map<String, ConfigKey> read() {
    Map<String, ConfigKey> keys = new LinkedHashMap<>();
    Map<String, YamlNode.Entry> lines = ShippedFiles.yaml("keys.yaml").entries();
    List<String> done = new ArrayList<>();
    for (String pattern : lines.keySet()) {
      if (!pattern.startsWith("*.")) {
        add(keys, pattern, lines.get(pattern).value());
      } else if (done.isEmpty()) {
        done.addAll(ROLES);
        ROLES.forEach(role -> addRole(keys, role, lines));
      }
    }
    return keys;
  }

  private static void addRole(
      Map<String, ConfigKey> keys, String role, Map<String, YamlNode.Entry> lines) {
    lines.forEach(
        (pattern, line) -> {
          if (pattern.startsWith("*.")) {
            add(keys, role + pattern.substring(1), line.value());
          }
        });
  }

  private static void add(Map<String, ConfigKey> keys, String name, YamlNode line) {
    Map<String, ?> fields = ((YamlNode.Section) line).plain();
    ValueKind kind = ValueKind.of(text(fields, "kind"));
    keys.put(
        name,
        new ConfigKey(
            name,
            kind,
            text(fields, "unit"),
            text(fields, "means"),
            range(kind, fields),
            choices(fields)));
  }

  private static String text(Map<String, ?> fields, String field) {
    return fields.containsKey(field) ? String.valueOf(fields.get(field)) : "";
  }

  private static Range range(ValueKind kind, Map<String, ?> fields) {
    boolean open = fields.containsKey("above");
    boolean counts = kind == ValueKind.WHOLE || kind == ValueKind.WHOLES;
    return new Range(
        bound(fields, open ? "above" : "min", Double.NEGATIVE_INFINITY),
        open,
        bound(fields, "max", counts ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY));
  }

  private static double bound(Map<String, ?> fields, String field, double otherwise) {
    return fields.get(field) instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static List<String> choices(Map<String, ?> fields) {
    List<String> choices = new ArrayList<>(owned(text(fields, "choices_of")));
    if (fields.get("choices") instanceof List<?> words) {
      words.forEach(word -> choices.add(String.valueOf(word)));
    }
    return choices;
  }

  private static List<String> owned(String set) {
    return switch (set) {
      case "" -> List.of();
      case "engine" -> names(ServingEngine.values(), ServingEngine::id);
      case "data_mode" -> names(DataMode.values(), DataMode::name);
      case "rules" -> names(RuleSet.values(), RuleSet::id);
      case "gemm" -> names(GemmQuant.values(), GemmQuant::id);
      case "moe" -> names(MoeQuant.values(), MoeQuant::id);
      case "kvcache" -> names(KvQuant.values(), KvQuant::id);
      case "fmha" -> names(FmhaQuant.values(), FmhaQuant::id);
      case "metric" -> names(Metric.values(), Metric::id);
      case "comm" -> names(CommQuant.values(), CommQuant::id);
      default -> throw new IllegalStateException("No set of choices is called " + set);
    };
  }

  private static <E> List<String> names(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).toList();
  }
}
