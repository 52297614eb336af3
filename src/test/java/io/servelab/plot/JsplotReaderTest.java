package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class JsplotReaderTest {

  private static final Table POINTS =
      Table.create(
          "points",
          DoubleColumn.create("x", 1, 2, 3),
          DoubleColumn.create("y", 4, Double.NaN, 1e-7),
          StringColumn.create("g", "a", "b", "a"));

  @Test
  void numbersAreNumbersAgainAndMissingOnesAreNull() {
    JsonNode trace = trace(LinePlot.create("t", POINTS, "x", "y"));
    assertEquals("[1.0,2.0,3.0]", trace.path("x").toString());
    assertEquals("[4.0,null,1.0E-7]", trace.path("y").toString());
  }

  @Test
  void titlesAreObjectsBecauseNewerVersionsIgnoreStrings() {
    PlotJson json = JsplotReader.read(LinePlot.create("Tom's \"plot\"", POINTS, "x", "y"));
    assertEquals("{\"text\":\"Tom's \\\"plot\\\"\"}", json.layout().path("title").toString());
    assertEquals("x", json.layout().path("xaxis").path("title").path("text").asText());
  }

  @Test
  void aLiteralTagInATitleStaysLiteral() {
    PlotFigure figure = PlotFigure.of(LinePlot.create("<i>x</i>", POINTS, "x", "y"));
    assertTrue(figure.json().contains("&lt;i&gt;x&lt;/i&gt;"));
    assertEquals("<i>x</i>", figure.title());
  }

  @Test
  void namesOnACategoryAxisStayNamesEvenIfTheyLookLikeNumbers() {
    BarTrace bars = BarTrace.builder(new String[] {"1", "2"}, new double[] {3, 4}).build();
    Axis axis = Axis.builder().type(Axis.Type.CATEGORY).build();
    JsonNode trace = trace(new Figure(Layout.builder().xAxis(axis).build(), bars));
    assertEquals("[\"1\",\"2\"]", trace.path("x").toString());
  }

  @Test
  void aHeatmapAfterAnotherTraceIsReadAlthoughItBearsTheFirstOnesName() {
    ScatterTrace points = ScatterTrace.builder(new double[] {1}, new double[] {2}).build();
    HeatmapTrace cells =
        HeatmapTrace.builder(
                new Object[] {"a"}, new Object[] {"b", "c"}, new double[][] {{1}, {Double.NaN}})
            .build();
    PlotJson json = JsplotReader.read(new Figure(Layout.builder().build(), points, cells));
    assertEquals(2, json.data().size());
    assertEquals("[[1.0],[null]]", json.data().path(1).path("z").toString());
  }

  @Test
  void everyKindOfFigureCanBeRead() {
    Figure[] figures = {
      ScatterPlot.create("scatter", POINTS, "x", "y", "g"),
      BubblePlot.create("bubble", POINTS, "x", "y", "x"),
      HorizontalBarPlot.create("bars", POINTS, "g", Layout.BarMode.STACK, "x", "y"),
      BoxPlot.create("box", POINTS, "g", "x"),
      PiePlot.create("pie", POINTS, "g", "x"),
      Scatter3DPlot.create("space", POINTS, "x", "x", "y"),
    };
    for (Figure figure : figures) {
      assertTrue(JsplotReader.read(figure).data().size() > 0, figure.getLayout().getTitle());
    }
  }

  @Test
  void thereAndBackLosesNothing() {
    PlotFigure figure =
        PlotFigure.of(ScatterPlot.create("scatter", POINTS, "x", "y", "g"))
            .merge("{\"layout\":{\"shapes\":[{\"type\":\"line\",\"x0\":1}]}}");
    assertEquals(figure.json(), PlotFigure.of(figure.jsplot()).json());
  }

  @Test
  void tablesawCanPutOurFigureOnItsPages() {
    String script =
        PlotFigure.ofJson("{\"layout\":{\"title\":\"</script>\"}}").jsplot().asJavascript("here");
    assertTrue(script.contains("Plotly.newPlot('here'"));
    assertEquals(script.length() - "</script>".length(), script.indexOf("</script>"));
  }

  @Test
  void aNameThatBreaksTheScriptOfJsplotIsRefusedInWords() {
    ScatterTrace trace =
        ScatterTrace.builder(new double[] {1}, new double[] {2}).name("ends with \\").build();
    Figure figure = new Figure(Layout.builder().build(), trace);
    var error = assertThrows(InvalidValueException.class, () -> PlotFigure.of(figure));
    assertTrue(
        error
            .getMessage()
            .endsWith("Look for quotes or backslashes in its titles and trace names."));
    assertTrue(new JsplotAdapter().display(figure).mimeBundle().text().contains("cannot be read"));
  }

  private static JsonNode trace(Figure figure) {
    return JsplotReader.read(figure).data().path(0);
  }
}
