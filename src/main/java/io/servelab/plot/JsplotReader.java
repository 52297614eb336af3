package io.servelab.plot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;

/**
 * Reads the JSON back from the JavaScript that jsplot writes.
 *
 * <p>jsplot's templates emit {@code var layout = {…}; var trace0 = {…}; var data = [ trace0 ];}.
 * The traces are taken in the order in which they are written, because the names cannot be relied
 * on: version 0.44.4 calls every heatmap {@code trace0}.
 */
final class JsplotReader {

  private static final Pattern DEFINITION = Pattern.compile("\\s*;?\\s*var\\s+(\\w+)\\s*=\\s*");
  private static final String TARGET = "target";
  private static final ObjectReader LENIENT =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build()
          .readerFor(JsonNode.class);

  private final String script;
  private final PlotJson json = PlotJson.empty();

  private JsplotReader(String script) {
    this.script = script;
  }

  /**
   * The figure as Plotly JSON, repaired for current versions of plotly.js.
   *
   * @throws InvalidValueException if jsplot wrote something that is no JavaScript object, as it
   *     does for a name that ends with a backslash
   */
  static PlotJson read(Figure figure) {
    if (figure instanceof JsonFigure own) {
      return own.json();
    }
    figure.asJavascript(TARGET);
    JsplotReader reader = new JsplotReader(String.valueOf(figure.getContext().get("figure")));
    try {
      reader.readDefinitions();
    } catch (JsonProcessingException malformed) {
      throw InvalidValueException.because(
          "The jsplot figure cannot be read.\n"
              + malformed.getOriginalMessage()
              + "\nLook for quotes or backslashes in its titles and trace names.");
    } catch (IOException impossible) {
      throw new UncheckedIOException("A text in memory cannot fail to be read", impossible);
    }
    JsplotRepair.repair(reader.json);
    return reader.json;
  }

  private void readDefinitions() throws IOException {
    Matcher definition = DEFINITION.matcher(script);
    int at = 0;
    while (definition.find(at)) {
      String name = definition.group(1);
      if (name.equals("data")) {
        return;
      }
      try (JsonParser parser = LENIENT.createParser(script.substring(definition.end()))) {
        JsonNode value = parser.readValueAsTree();
        if (value instanceof ObjectNode object) {
          keep(name, object);
        }
        at = definition.end() + (int) parser.currentLocation().getCharOffset();
      }
    }
  }

  private void keep(String name, ObjectNode value) {
    switch (name) {
      case "layout" -> json.layout().setAll(value);
      case "config" -> json.config().setAll(value);
      default -> json.data().add(value);
    }
  }
}
