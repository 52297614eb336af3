package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Undoes what jsplot's templates do to a figure and brings it to plotly.js 3 and later.
 *
 * <p>Texts come HTML-escaped, numbers come as strings with missing ones as {@code "NaN"}, titles
 * are plain strings and their fonts stand beside them; the last two went away in plotly.js 3.
 */
final class JsplotRepair {

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");
  private static final List<String> MISSING = List.of("NaN", "null");

  private JsplotRepair() {}

  /** Repairs the figure in place. */
  static void repair(PlotJson figure) {
    for (JsonNode trace : figure.data()) {
      repairTree((ObjectNode) trace, figure.layout());
    }
    repairTree(figure.layout(), figure.layout());
    liftTitles(figure.layout());
  }

  private static void repairTree(ObjectNode node, ObjectNode layout) {
    for (Map.Entry<String, JsonNode> entry : new ArrayList<>(node.properties())) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      if (value instanceof ObjectNode object) {
        repairTree(object, layout);
      } else if (value instanceof ArrayNode array) {
        node.set(key, isWords(key, layout) ? array : numbers(array));
      } else if (value instanceof TextNode text) {
        node.set(key, scalar(key, text.textValue()));
      }
    }
  }

  private static boolean isWords(String key, ObjectNode layout) {
    return key.equals("text") || layout.path(key + "axis").path("type").asText().equals("category");
  }

  private static JsonNode scalar(String key, String text) {
    boolean words = key.equals("title") || key.equals("name") || key.equals("text");
    if (!words && NUMBER.matcher(text).matches()) {
      return DoubleNode.valueOf(Double.parseDouble(text));
    }
    return TextNode.valueOf(unescaped(text));
  }

  /**
   * Undoes the template engine's escaping where plotly.js would show it; the other entities it
   * reads itself, and they keep a literal tag literal.
   */
  private static String unescaped(String text) {
    return text.replace("&quot;", "\"").replace("&#39;", "'");
  }

  /** Numbers, if every entry is a number or missing; otherwise the array as it is. */
  private static ArrayNode numbers(ArrayNode array) {
    ArrayNode repaired = JsonNodeFactory.instance.arrayNode(array.size());
    for (JsonNode entry : array) {
      if (entry instanceof ArrayNode row) {
        repaired.add(numbers(row));
      } else if (isMissing(entry)) {
        repaired.add(NullNode.instance);
      } else if (entry.isNumber()) {
        repaired.add(entry);
      } else if (NUMBER.matcher(entry.asText()).matches()) {
        repaired.add(Double.parseDouble(entry.asText()));
      } else {
        return array;
      }
    }
    return repaired;
  }

  private static boolean isMissing(JsonNode entry) {
    boolean notFinite = entry.isNumber() && !Double.isFinite(entry.doubleValue());
    return entry.isNull() || notFinite || (entry.isTextual() && MISSING.contains(entry.asText()));
  }

  private static void liftTitles(ObjectNode owner) {
    JsonNode title = owner.get("title");
    if (title instanceof TextNode) {
      ObjectNode lifted = owner.putObject("title");
      lifted.set("text", title);
      JsonNode font = owner.remove("titlefont");
      if (font != null) {
        lifted.set("font", font);
      }
    }
    for (Map.Entry<String, JsonNode> entry : owner.properties()) {
      if (entry.getKey().contains("axis") && entry.getValue() instanceof ObjectNode axis) {
        liftTitles(axis);
      }
    }
  }
}
