package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.plot.scene.Colour;
import java.util.ArrayList;
import java.util.List;

/**
 * Members of a JSON object by dotted path, each with what to use when it is absent or of another
 * type.
 *
 * @param node the object, or anything else, which has no members
 */
record Settings(JsonNode node) {

  JsonNode at(String path) {
    JsonNode found = node;
    for (String step : path.split("\\.", -1)) {
      found = found.path(step);
    }
    return found.isNull() ? MissingNode.getInstance() : found;
  }

  Settings inside(String path) {
    return new Settings(at(path));
  }

  boolean has(String path) {
    return !at(path).isMissingNode();
  }

  double number(String path, double otherwise) {
    JsonNode found = at(path);
    return found.isNumber() ? found.doubleValue() : otherwise;
  }

  String text(String path, String otherwise) {
    JsonNode found = at(path);
    return found.isTextual() ? found.textValue() : otherwise;
  }

  boolean flag(String path, boolean otherwise) {
    JsonNode found = at(path);
    return found.isBoolean() ? found.booleanValue() : otherwise;
  }

  Colour colour(String path, Colour otherwise) {
    return Colour.parse(text(path, ""), otherwise);
  }

  /** Words without the tags that plotly.js understands. */
  String words(String path) {
    return PlotlyText.plain(text(path, ""));
  }

  /** The entries of an array; none if there is no array. */
  List<JsonNode> list(String path) {
    List<JsonNode> entries = new ArrayList<>();
    at(path).elements().forEachRemaining(entries::add);
    return entries;
  }
}
