package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the fields of one experiment into settings of a study. */
final class FieldTranslator {

  private final Vocabulary vocabulary;
  private final String mode;
  private final Map<String, YamlNode.Entry> settings = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<String> lacking = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  /**
   * Prepares to translate.
   *
   * @param vocabulary how the experiment names things
   * @param mode its kind of deployment
   */
  FieldTranslator(Vocabulary vocabulary, String mode) {
    this.vocabulary = vocabulary;
    this.mode = mode;
  }

  /** Settings by key, each where it was written. */
  Map<String, YamlNode.Entry> settings() {
    return settings;
  }

  /** Fields that ask for what the library lacks. */
  List<String> lacking() {
    return lacking;
  }

  /** Fields that change nothing, with the reason. */
  List<String> ignored() {
    return ignored;
  }

  /** Fields and the keys that they became, where the names differ. */
  String conversions() {
    return origins.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(entry.getValue()))
        .map(entry -> entry.getValue() + " -> " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * Translates a field. One without a value keeps its usual value.
   *
   * @throws UnknownNameException if neither the schema nor a study knows the field
   * @throws InvalidValueException if it belongs to other experiments or contradicts another field
   */
  void add(String field, YamlNode.Entry entry) {
    Object given = entry.value().plain();
    Optional<String> why = vocabulary.ignored(field);
    boolean own = ConfigKeys.standard().knows(field);
    if (why.isPresent()) {
      ignored.add(field + " changes nothing: " + why.get());
    } else if (vocabulary.mayLack(field) && !own) {
      if (given != null && vocabulary.lacks(field, given)) {
        lacking.add(field + " = " + YamlText.shown(given) + " in line " + entry.at().line());
      }
    } else {
      String key = vocabulary.key(field, mode).orElseGet(() -> own(field, entry));
      if (given != null) {
        set(key, field, entry);
      }
    }
  }

  private String own(String field, YamlNode.Entry entry) {
    if (ConfigKeys.standard().knows(field)) {
      return field;
    }
    Optional<String> owner = vocabulary.mode(field);
    if (owner.isPresent()) {
      String instead = mode.equals("disagg") ? "; write it for each role, as prefill_" + field : "";
      throw InvalidValueException.because(
          entry.at()
              + ": "
              + field
              + " belongs to experiments with serving_mode "
              + owner.get()
              + ", and this one has "
              + mode
              + instead
              + ".");
    }
    List<String> known = new ArrayList<>(vocabulary.fields());
    known.addAll(ConfigKeys.standard().names());
    throw UnknownNameException.of("field in " + entry.at() + ":", YamlText.shown(field), known);
  }

  private void set(String key, String field, YamlNode.Entry entry) {
    YamlNode.Entry setting = translated(key, entry);
    YamlNode.Entry earlier = settings.putIfAbsent(key, setting);
    String origin = origins.putIfAbsent(key, field);
    if (earlier != null && !Objects.equals(earlier.value().plain(), setting.value().plain())) {
      throw InvalidValueException.because(
          entry.at()
              + ": "
              + field
              + " = "
              + YamlText.shown(setting.value().plain())
              + " contradicts "
              + origin
              + " = "
              + YamlText.shown(earlier.value().plain())
              + "; a study has one "
              + key
              + ".");
    }
  }

  private YamlNode.Entry translated(String key, YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Section) {
      return entry;
    }
    Object value = vocabulary.value(key, entry.value().plain());
    return new YamlNode.Entry(
        entry.at(), new YamlNode.Scalar(isText(key) ? joined(value) : value, entry.value().at()));
  }

  private static boolean isText(String key) {
    return ConfigKeys.standard().find(key).filter(it -> it.kind() == ValueKind.TEXT).isPresent();
  }

  /** A list of words, where a study takes them separated by commas. */
  private static @Nullable Object joined(@Nullable Object value) {
    return value instanceof List<?> words
        ? words.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value;
  }
}
