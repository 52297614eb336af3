package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.servelab.serving.Reach;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityPlotTest {

  private static final PlotFigure FIGURE =
      ParityPlot.of("TTFT", "TTFT", "ms")
          .series(
              "vllm", List.of(PlotPoint.of(100, 80), PlotPoint.of(1000, 1200)), new Reach(1.5, 2))
          .figure();

  @Test
  void bothAxesShowTheSameRange() throws IOException {
    JsonNode layout = new ObjectMapper().readTree(FIGURE.json()).path("layout");
    assertEquals("log", layout.path("xaxis").path("type").asText());
    assertEquals(layout.path("xaxis").path("range"), layout.path("yaxis").path("range"));
  }

  @Test
  void theBandRunsBesideTheDiagonal() throws IOException {
    JsonNode traces = new ObjectMapper().readTree(FIGURE.json()).path("data");
    assertEquals(4, traces.size(), "diagonal, two sides of the band, points");
    assertEquals(80 * 1.5, traces.get(1).path("y").get(0).asDouble(), 1e-9);
    assertEquals(1200 / 2.0, traces.get(2).path("y").get(1).asDouble(), 1e-9);
    assertTrue(FIGURE.svg().contains("Measured TTFT"));
  }
}
