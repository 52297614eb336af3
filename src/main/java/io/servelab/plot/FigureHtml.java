package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.servelab.notebook.Escape;
import io.servelab.plot.paint.FigurePainter;
import io.servelab.plot.scene.Scene;
import io.servelab.plot.scene.SvgWriter;
import io.servelab.plot.scene.ThemeColour;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes a figure as HTML: the static image, and a script that replaces it with the interactive
 * chart where scripts run and plotly.js can be had.
 *
 * <p>A notebook that is not trusted keeps the image and drops the script.
 */
final class FigureHtml {

  private static final String LOADER = loader();

  private final PlotJson json;
  private final Scene scene;
  private final PlotlyLibrary library;

  FigureHtml(PlotJson json) {
    this.json = json;
    this.scene = FigurePainter.paint(json.data(), json.layout());
    this.library = new PlotlyLibrary(json.data());
  }

  /** A part of a page. */
  String part() {
    return part(library.addresses());
  }

  /** A whole page. */
  String page(PlotlyJs source) {
    Optional<String> embedded = source == PlotlyJs.EMBEDDED ? library.source() : Optional.empty();
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>").append(Escape.html(scene.title())).append("</title>\n");
    page.append("<style>body{margin:16px;background:").append(ThemeColour.PAPER.light());
    page.append("}@media (prefers-color-scheme:dark){body{color-scheme:dark;background:");
    page.append(ThemeColour.PAPER.dark()).append("}}</style>\n");
    embedded.ifPresent(script -> page.append("<script>").append(script).append("</script>\n"));
    page.append("</head>\n<body>\n");
    page.append(part(embedded.isPresent() ? List.of() : library.addresses()));
    return page.append("\n</body>\n</html>\n").toString();
  }

  private String part(List<String> addresses) {
    String id = json.id();
    return "<div data-fig=\"%s\">%s</div><script>%s('%s',%d,%s,%s,%s);</script>"
        .formatted(
            id,
            image(),
            LOADER,
            id,
            library.level(),
            Escape.script(PlotJson.value(addresses).toString()),
            theme(),
            Escape.script(json.text()));
  }

  private String image() {
    byte[] svg = SvgWriter.write(scene).getBytes(StandardCharsets.UTF_8);
    return "<img alt=\"%s\" width=\"%d\" style=\"max-width:100%%;height:auto\" src=\"%s%s\">"
        .formatted(
            Escape.html(scene.title()),
            Math.round(scene.width()),
            "data:image/svg+xml;base64,",
            Base64.getEncoder().encodeToString(svg));
  }

  /** The colours that a dark page exchanges, in pairs. */
  private static String theme() {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    for (ThemeColour role : ThemeColour.values()) {
      pairs.addArray().add(role.light()).add(role.dark());
    }
    return pairs.toString();
  }

  private static String loader() {
    try (InputStream in = FigureHtml.class.getResourceAsStream("figure.js")) {
      if (in == null) {
        throw new IllegalStateException("The resource figure.js is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
