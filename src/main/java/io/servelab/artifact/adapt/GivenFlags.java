package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.servelab.artifact.setting.KnownFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells flags, their values and words that belong to none apart. */
final class GivenFlags {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FLAG = Pattern.compile("--|-[A-Za-z]"); // -1 is a value
  private static final Pattern LEVEL = Pattern.compile("-O(\\d+)");

  /** Members of what {@code -O} stood for once, and stand for still where a member is named. */
  private static final String COMPILATION = "--compilation-config";

  private final FlagMeanings meanings;
  private final List<String> words;
  private final List<GivenFlag> flags = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();
  private final List<GivenFlag> unknown = new ArrayList<>();
  private int next;

  private GivenFlags(FlagMeanings meanings, List<String> words) {
    this.meanings = meanings;
    this.words = words;
  }

  static GivenFlags of(FlagMeanings meanings, List<String> words) {
    GivenFlags given = new GivenFlags(meanings, words);
    while (given.next < words.size()) {
      given.word(words.get(given.next++));
    }
    return given;
  }

  /** Flags that the engine has. */
  List<GivenFlag> flags() {
    return flags;
  }

  /** Flags that it does not have. */
  List<GivenFlag> unknown() {
    return unknown;
  }

  /** Words that belong to no flag. */
  List<String> strays() {
    return strays;
  }

  private void word(String word) {
    if (!word.startsWith("-")) {
      strays.add(word);
      return;
    }
    Matcher level = LEVEL.matcher(word);
    if (level.matches()) {
      flag(word, "-O", List.of(level.group(1)));
      return;
    }
    int equals = word.indexOf('=');
    String name = equals > 0 ? word.substring(0, equals) : word;
    flag(word, name, equals > 0 ? List.of(word.substring(equals + 1)) : List.of());
  }

  private void flag(String written, String name, List<String> joined) {
    Optional<KnownFlags.Flag> known = meanings.find(name);
    List<String> values = new ArrayList<>(joined);
    if (known.isPresent()) {
      while (takesMore(known.get(), values) && hasValue()) {
        values.add(words.get(next++));
      }
      flags.add(new GivenFlag(written, name, values));
      return;
    }
    while (values.isEmpty() && hasValue()) {
      values.add(words.get(next++));
    }
    int dot = name.indexOf('.');
    String whole = dot < 0 ? name : name.substring(0, dot).equals("-O") ? COMPILATION : base(name);
    if (dot > 0 && values.size() == 1 && meanings.find(whole).isPresent()) {
      String members = json(name.substring(dot + 1), values.get(0));
      flags.add(new GivenFlag(written, whole, List.of(members)));
    } else {
      unknown.add(new GivenFlag(written, name, values));
    }
  }

  private static String base(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  /** {@code a.b} and a value as the JSON that they stand for. */
  private static String json(String path, String value) {
    JsonNode node = parsed(value);
    String[] members = path.split("\\.", -1);
    for (int index = members.length - 1; index >= 0; index--) {
      node = JsonNodeFactory.instance.objectNode().set(members[index], node);
    }
    return node.toString();
  }

  private static JsonNode parsed(String value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException text) {
      return JsonNodeFactory.instance.textNode(value);
    }
  }

  private boolean hasValue() {
    return next < words.size() && !FLAG.matcher(words.get(next)).lookingAt();
  }

  private static boolean takesMore(KnownFlags.Flag flag, List<String> given) {
    return switch (flag.kind()) {
      case SWITCH, TOGGLE -> false;
      case VALUE -> given.isEmpty();
      case MANY, ANY -> true;
    };
  }
}
