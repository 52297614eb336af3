package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.notebook.MimeBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotFigureTest {

  private static final PlotFigure FRONT = SampleFigures.front();

  @Test
  void theBundleHasTextJsonAndHtml() {
    MimeBundle bundle = FRONT.mimeBundle();
    assertEquals(
        List.of("text/plain", "application/vnd.plotly.v1+json", "text/html"),
        List.copyOf(bundle.asMap().keySet()));
    Map<?, ?> json = assertInstanceOf(Map.class, bundle.asMap().get(MimeBundle.PLOTLY));
    assertEquals("[data, layout, config]", json.keySet().toString());
  }

  @Test
  void htmlHoldsAStaticImageForPagesWithoutScripts() {
    String html = FRONT.mimeBundle().html();
    String start = "src=\"data:image/svg+xml;base64,";
    int from = html.indexOf(start) + start.length();
    byte[] image = Base64.getDecoder().decode(html.substring(from, html.indexOf('"', from)));
    assertEquals(FRONT.svg(), new String(image, StandardCharsets.UTF_8));
    assertTrue(from < html.indexOf("<script>"));
  }

  @Test
  void theSameFigureGivesTheSameHtmlAndAnotherOneAnotherId() {
    assertEquals(id(FRONT), id(SampleFigures.front()));
    assertEquals(FRONT.mimeBundle().html(), SampleFigures.front().mimeBundle().html());
    assertNotEquals(id(FRONT), id(FRONT.size(600, 400)));
  }

  @Test
  void markupInNamesCannotInjectAScript() {
    String hostile = "</script><script>alert(1)</script><img onerror=x>";
    PlotFigure figure =
        FrontPlot.of(hostile, PlotAxis.of(hostile, ""), PlotAxis.of("y", ""))
            .front(hostile, List.of(new PlotPoint(1, 2, hostile)))
            .chosen(new PlotPoint(1, 2, hostile), hostile)
            .footer(hostile)
            .figure();
    String html = figure.mimeBundle().html();
    assertEquals(1, html.split("<script>", -1).length - 1);
    assertEquals(1, html.split("</script>", -1).length - 1);
    assertFalse(figure.svg().contains("<script") || figure.svg().contains("<img"));
    assertEquals(hostile, figure.title().replace("\n", ""));
  }

  @Test
  void theJsonCanBeChangedByHandAndTheOldFigureStays() {
    PlotFigure logarithmic =
        FRONT.edit(tree -> tree.withObject("/layout/yaxis").put("type", "log"));
    assertTrue(logarithmic.json().contains("\"type\":\"log\""));
    assertFalse(FRONT.json().contains("\"type\":\"log\""));
    assertEquals(
        logarithmic.json(), FRONT.merge("{\"layout\":{\"yaxis\":{\"type\":\"log\"}}}").json());
    assertFalse(FRONT.merge("{\"layout\":{\"legend\":null}}").json().contains("\"legend\":"));
  }

  @Test
  void jsonReadsBackToTheSameFigure() {
    assertEquals(FRONT.json(), PlotFigure.ofJson(FRONT.json()).json());
    assertThrows(InvalidValueException.class, () -> PlotFigure.ofJson("[1]"));
    assertThrows(InvalidValueException.class, () -> PlotFigure.ofJson("no JSON"));
  }

  @Test
  void theExtensionChoosesTheFormat(@TempDir Path folder) throws IOException {
    for (String name : List.of("f.svg", "f.png", "f.html", "f.json")) {
      FRONT.write(folder.resolve(name));
    }
    assertEquals(FRONT.svg(), Files.readString(folder.resolve("f.svg")));
    assertArrayEquals(FRONT.png(2), Files.readAllBytes(folder.resolve("f.png")));
    assertTrue(Files.readString(folder.resolve("f.html")).startsWith("<!doctype html>"));
    assertThrows(InvalidValueException.class, () -> FRONT.write(folder.resolve("f.gif")));
  }

  @Test
  void aLinkedPageNamesItsVersionOfTheLibrary() {
    String page = FRONT.html(PlotlyJs.LINKED);
    assertTrue(page.contains("https://cdn.plot.ly/plotly-basic-4.1.1.min.js"));
    assertTrue(page.length() < 100_000);
  }

  @Test
  void aHeatmapAsksForALibraryThatCanDrawIt() {
    String html = SampleFigures.all().get("heatmap").mimeBundle().html();
    assertTrue(html.contains("plotly-cartesian-4.1.1.min.js"));
    assertTrue(
        PlotFigure.ofJson("{\"data\":[{\"type\":\"surface\"}]}")
            .html(PlotlyJs.LINKED)
            .contains("https://cdn.plot.ly/plotly-4.1.1.min.js"));
  }

  @Test
  void theKernelsOwnFileIsTriedFirstIfItIsThere(@TempDir Path folder) throws IOException {
    Path kernel = Files.createDirectories(folder.resolve("java"));
    Files.writeString(kernel.resolve("plotly-basic.min.js"), "window.Plotly = {};");
    System.setProperty("servelab.kernelspec", kernel.toString());
    try {
      assertTrue(
          FRONT.mimeBundle().html().contains("[\"kernelspecs/java/plotly-basic.min.js\",\"https:"));
      String heatmap = SampleFigures.all().get("heatmap").mimeBundle().html();
      assertFalse(heatmap.contains("kernelspecs/"));
    } finally {
      System.clearProperty("servelab.kernelspec");
    }
  }

  private static String id(PlotFigure figure) {
    String html = figure.mimeBundle().html();
    return html.substring(html.indexOf("data-fig=\"") + 10, html.indexOf("\">"));
  }
}
