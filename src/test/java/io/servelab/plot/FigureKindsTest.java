package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FigureKindsTest {

  private static final PlotAxis MS = PlotAxis.of("Latency", "ms");
  private static final PlotAxis LOG = PlotAxis.log("Size", "tokens");

  @TestFactory
  List<DynamicTest> everyKindHasATitleUnitsOnItsAxesAndAFixedSize() {
    List<DynamicTest> tests = new ArrayList<>();
    SampleFigures.all()
        .forEach(
            (name, figure) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name,
                        () -> {
                          JsonNode layout = read(figure).path("layout");
                          assertFalse(layout.path("title").path("text").asText().isEmpty());
                          assertEquals(720, layout.path("width").asInt());
                          assertTrue(figure.svg().contains(">" + figure.title() + "</text>"));
                        })));
    return tests;
  }

  @TestFactory
  List<DynamicTest> figuresWithoutDataAreDrawnToo() {
    return List.of(
        drawn("front", FrontPlot.of("t", MS, LOG).front("a", List.of()).figure()),
        drawn("bars", StackedBarsPlot.of("t", MS).figure()),
        drawn("waterfall", WaterfallPlot.of("t", MS).figure()),
        drawn("roofline", RooflinePlot.of("t").figure()),
        drawn("layer diff", LayerDiffPlot.of("t", List.of("base")).figure()),
        drawn("lines", LinesPlot.of("t", LOG, LOG).figure()),
        drawn("heatmap", HeatmapPlot.of("t", MS, List.of(), List.of()).figure()),
        drawn(
            "one cell",
            HeatmapPlot.of("t", MS, List.of("a"), List.of("b")).cell("a", "b", 3).figure()),
        drawn("interpolation", InterpolationPlot.of("t", LOG, LOG).figure()));
  }

  @Test
  void aFrontIsSortedAndStepsDownWhereMoreOfBothIsBetter() {
    JsonNode front = traceNamed(SampleFigures.front(), "aggregated", 3);
    assertEquals("[30.0,80.0,120.0]", front.path("x").toString());
    assertEquals("vh", front.path("line").path("shape").asText());
  }

  @Test
  void aFrontStepsUpWhereALatencyIsAtTheBottom() {
    PlotFigure figure =
        FrontPlot.of("t", MS, MS)
            .lowerXIsBetter()
            .front("a", List.of(PlotPoint.of(1, 2), PlotPoint.of(3, 4)))
            .figure();
    assertEquals("hv", traceNamed(figure, "a", 2).path("line").path("shape").asText());
  }

  @Test
  void theRegionThatMeetsEveryTargetIsShaded() {
    PlotFigure figure =
        FrontPlot.of("t", MS, MS)
            .front("a", List.of(PlotPoint.of(10, 10), PlotPoint.of(100, 100)))
            .xAtMost(50, "x")
            .yAtLeast(20, "y")
            .figure();
    JsonNode region = read(figure).path("layout").path("shapes").path(0);
    assertEquals("rect", region.path("type").asText());
    assertEquals(50, region.path("x1").asDouble());
    assertEquals(20, region.path("y0").asDouble());
  }

  @Test
  void ofVeryManyCandidatesEvenlyPickedOnesAreDrawnAndTheFooterSaysSo() {
    List<PlotPoint> many = IntStream.range(0, 10_000).mapToObj(i -> PlotPoint.of(i, i)).toList();
    PlotFigure figure = FrontPlot.of("t", MS, MS).cloud("agg", many).figure();
    assertTrue(figure.json().contains("agg: 1,429 of 10,000 candidates drawn"));
    assertEquals(1429, read(figure).path("data").path(0).path("x").size());
  }

  @Test
  void smallPartsOfABarAreDrawnAsOneAndNothingIsLost() {
    StackedBarsPlot plot = StackedBarsPlot.of("t", MS);
    for (int i = 1; i <= 20; i++) {
      plot.add("pass", "op " + i, i);
    }
    JsonNode data = read(plot.figure()).path("data");
    assertEquals(8, data.size());
    assertEquals("other", data.path(7).path("name").asText());
    assertEquals(91, data.path(7).path("x").path(0).asDouble());
  }

  @Test
  void sharesOfEachBarAddUpToAHundred() {
    JsonNode data =
        read(StackedBarsPlot.of("t", MS)
                .add("decode", "a", 1)
                .add("decode", "b", 3)
                .asShares()
                .figure())
            .path("data");
    assertEquals(25, data.path(0).path("x").path(0).asDouble());
    assertEquals(75, data.path(1).path("x").path(0).asDouble());
  }

  @Test
  void aWaterfallGoesOnWhereTheLastStepEnded() {
    JsonNode bars = read(SampleFigures.all().get("waterfall")).path("data").path(0);
    assertEquals("[0.0,16.4,0.0]", bars.path("base").toString());
    assertEquals("[\"+16.4\",\"−2\",\"14.4\"]", bars.path("text").toString());
  }

  @Test
  void aRoofBendsWhereBandwidthAndArithmeticMeet() {
    JsonNode roof = read(SampleFigures.all().get("roofline")).path("data").path(0);
    assertEquals(1979 * 1000 / 4800.0, roof.path("x").path(1).asDouble(), 1e-9);
    assertEquals(1979, roof.path("y").path(2).asDouble());
  }

  @Test
  void aCellOutsideOfTheHeatmapIsRefused() {
    HeatmapPlot plot = HeatmapPlot.of("t", MS, List.of("1"), List.of("8"));
    assertThrows(UnknownNameException.class, () -> plot.cell("2", "8", 1));
    assertThrows(UnknownNameException.class, () -> plot.mark("1", "16"));
  }

  @Test
  void aLongTitleIsBrokenIntoLines() {
    PlotFigure figure = LinesPlot.of("word ".repeat(40).strip(), MS, MS).figure();
    assertEquals(3, figure.title().lines().count());
    assertEquals(480, read(figure).path("layout").path("height").asInt());
  }

  private static DynamicTest drawn(String name, PlotFigure figure) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertFalse(figure.svg().contains("NaN") || figure.svg().contains("Infinity"));
          assertTrue(figure.png(1).length > 0);
          assertFalse(figure.mimeBundle().text().isEmpty());
        });
  }

  private static JsonNode traceNamed(PlotFigure figure, String name, int points) {
    for (JsonNode trace : read(figure).path("data")) {
      if (trace.path("name").asText().equals(name) && trace.path("x").size() == points) {
        return trace;
      }
    }
    throw new AssertionError("No trace " + name);
  }

  private static JsonNode read(PlotFigure figure) {
    try {
      return new ObjectMapper().readTree(figure.json());
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
