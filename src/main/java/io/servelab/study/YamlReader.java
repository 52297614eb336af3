package io.servelab.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one YAML document strictly: every error names the line and the column.
 *
 * <p>Keys may not repeat, and anchors are refused, since they would hide which line set a value.
 */
final class YamlReader {

  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final Pattern PLACE =
      Pattern.compile("(?m)^ in .*, line (\\d{1,9}), column (\\d{1,9}):");
  private static final int MAX_DEPTH = 40;

  private final YamlText text;
  private final YAMLParser parser;

  private YamlReader(YamlText text, YAMLParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * Reads a mapping.
   *
   * @throws InvalidValueException if the text is no YAML, or no mapping
   */
  static YamlNode.Section read(YamlText text) {
    text.requireReadable();
    try (YAMLParser parser = FACTORY.createParser(text.content())) {
      return new YamlReader(text, parser).document();
    } catch (JsonProcessingException malformed) {
      throw text.error(place(text, malformed), problem(malformed));
    } catch (IOException unreadable) {
      throw text.error(text.position(1, 1), String.valueOf(unreadable.getMessage()));
    }
  }

  private YamlNode.Section document() throws IOException {
    if (parser.nextToken() == null) {
      throw text.error(text.position(1, 1), "the file is empty.");
    }
    YamlNode root = node(0);
    if (parser.nextToken() != null) {
      throw error("the file goes on after its first document.");
    }
    if (root instanceof YamlNode.Section section) {
      return section;
    }
    throw text.error(root.at(), "expected keys and values, such as 'model: Qwen/Qwen3-32B'.");
  }

  private YamlNode node(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw error("sections are nested more than " + MAX_DEPTH + " deep.");
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw error("anchors and aliases are not read here; write the value out.");
    }
    Position at = position();
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(at, depth);
      case START_ARRAY -> items(at, depth);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new YamlNode.Scalar(number(), at);
      case VALUE_TRUE, VALUE_FALSE -> new YamlNode.Scalar(parser.getBooleanValue(), at);
      case VALUE_NULL -> new YamlNode.Scalar(null, at);
      default -> new YamlNode.Scalar(parser.getText(), at);
    };
  }

  private YamlNode section(Position at, int depth) throws IOException {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyAt = position();
      parser.nextToken();
      YamlNode.Entry entry = new YamlNode.Entry(keyAt, node(depth + 1));
      YamlNode.Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        throw text.error(
            keyAt,
            "'"
                + YamlText.shown(key)
                + "' is set twice, first in line "
                + earlier.at().line()
                + ".");
      }
    }
    return new YamlNode.Section(entries, at);
  }

  private YamlNode items(Position at, int depth) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new YamlNode.Items(items, at);
  }

  private Number number() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private InvalidValueException error(String problem) throws IOException {
    return text.error(position(), problem);
  }

  private Position position() {
    return text.position(parser.currentTokenLocation());
  }

  /** The last place that the parser's own message names; its location may lag behind. */
  private static Position place(YamlText text, JsonProcessingException malformed) {
    Position place = text.position(malformed.getLocation());
    Matcher named = PLACE.matcher(malformed.getOriginalMessage());
    while (named.find()) {
      place = text.position(Integer.parseInt(named.group(1)), Integer.parseInt(named.group(2)));
    }
    return place;
  }

  /** The parser's own words without the excerpt that it prints beside them. */
  private static String problem(JsonProcessingException malformed) {
    String problem = "this is no YAML.";
    for (String line : malformed.getOriginalMessage().lines().toList()) {
      if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
        problem = line.strip();
      }
    }
    if (problem.contains("TAB")) {
      return "a tab character; YAML is indented by spaces.";
    }
    return problem;
  }
}
