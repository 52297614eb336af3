package io.servelab.plot;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.calibrate.CalibrationPoint;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Measured against predicted latencies, before and after a calibration. */
public final class CalibrationPlot {

  private CalibrationPlot() {}

  /** Both latencies in one figure; on the line a prediction is right. */
  public static PlotFigure of(List<CalibrationPoint> points) {
    double[] measured =
        points.stream()
            .flatMapToDouble(
                point -> DoubleStream.of(point.measured().ttftMs(), point.measured().tpotMs()))
            .sorted()
            .toArray();
    double low = measured[0];
    double high = measured[measured.length - 1];
    return LinesPlot.of(
            "Before and after calibration",
            PlotAxis.log("Measured", "ms"),
            PlotAxis.log("Predicted", "ms"))
        .line("measured = predicted", List.of(PlotPoint.of(low, low), PlotPoint.of(high, high)))
        .dots("TTFT as shipped", dots(points, CalibrationPoint::before, Latency::ttftMs))
        .dots("TTFT calibrated", dots(points, CalibrationPoint::after, Latency::ttftMs))
        .dots("TPOT as shipped", dots(points, CalibrationPoint::before, Latency::tpotMs))
        .dots("TPOT calibrated", dots(points, CalibrationPoint::after, Latency::tpotMs))
        .figure();
  }

  private static List<PlotPoint> dots(
      List<CalibrationPoint> points,
      Function<CalibrationPoint, Latency> expected,
      ToDoubleFunction<Latency> time) {
    return points.stream()
        .map(
            point ->
                new PlotPoint(
                    time.applyAsDouble(point.measured()),
                    time.applyAsDouble(expected.apply(point)),
                    point.id()))
        .toList();
  }
}
