package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPlotTest {

  private static final TextPlot PLOT =
      TextPlot.of(
              "Front",
              PlotAxis.of("Speed", "tokens/s/user"),
              PlotAxis.of("Throughput", "tokens/s/GPU"))
          .cloud(List.of(PlotPoint.of(20, 100), PlotPoint.of(40, 90), PlotPoint.of(Double.NaN, 5)))
          .series("aggregated", List.of(PlotPoint.of(20, 400), PlotPoint.of(60, 250)))
          .bound(50, "TPOT ≤ 20 ms")
          .best(PlotPoint.of(60, 250), "best");

  @Test
  void marksStandWhereTheirPointsAre() {
    assertEquals(
        """
        Front
        Throughput (tokens/s/GPU)
        420 ┤         ●             ┊
            │                       ┊
            │                       ┊    ★
        210 ┤                       ┊
            │                       ┊
            │         ·         ·   ┊
            │                       ┊
          0 └──────────────────────────────
             0            31.5           63
                 Speed (tokens/s/user)
        ● aggregated   ┊ TPOT ≤ 20 ms   ★ best\
        """,
        PLOT.draw(40, 13));
  }

  @Test
  void noLineIsLongerThanAsked() {
    assertTrue(PLOT.draw(60, 20).lines().allMatch(line -> line.length() <= 60));
  }

  @Test
  void aSizeWithoutRoomForAPlotIsRefused() {
    assertThrows(InvalidValueException.class, () -> PLOT.draw(10, 30));
  }

  @Test
  void aPlotWithoutPointsIsEmpty() {
    String empty = TextPlot.of("t", PlotAxis.of("x", ""), PlotAxis.log("y", "")).draw(40, 12);
    assertTrue(empty.startsWith("t\ny\n"));
  }
}
