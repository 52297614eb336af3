package io.servelab.plot;

import io.servelab.search.OperationCurve;
import io.servelab.table.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Figures of single operations: what was measured, what is read from it, what is asked. */
public final class OperationPlots {

  private static final double MICRO = 1000;
  private static final String BETWEEN = "no point of this line was measured itself · ";

  private OperationPlots() {}

  /**
   * The times of an operation over the size of its work.
   *
   * @param title the title
   * @param measure what the size is, such as {@code Tokens of the pass}
   * @param curve the times
   * @param size the size that is asked for
   * @param timeMs its time, milliseconds
   * @param footer where the numbers come from
   */
  public static PlotFigure curve(
      String title, String measure, OperationCurve curve, long size, double timeMs, String footer) {
    boolean small = timeMs < 1;
    double scale = small ? MICRO : 1;
    String unit = small ? "µs" : "ms";
    String asked =
        String.format(Locale.ROOT, "%,d: %s %s", size, NumberText.of(timeMs * scale, 3), unit);
    return InterpolationPlot.of(title, PlotAxis.of(measure, ""), PlotAxis.of("Time", unit))
        .measured(points(curve, scale, OperationCurve.Sample::measured))
        .curve(points(curve, scale, sample -> true))
        .query(PlotPoint.of(size, timeMs * scale), asked)
        .footer(
            curve.samples().stream().anyMatch(OperationCurve.Sample::measured)
                ? footer
                : BETWEEN + footer)
        .figure();
  }

  private static List<PlotPoint> points(
      OperationCurve curve, double scale, Predicate<OperationCurve.Sample> wanted) {
    return curve.samples().stream()
        .filter(wanted)
        .map(
            sample ->
                new PlotPoint(
                    sample.size(),
                    sample.timeMs() * scale,
                    String.format(
                        Locale.ROOT,
                        "%,d: %s, %s",
                        sample.size(),
                        NumberText.of(sample.timeMs() * scale, 4),
                        sample.measured()
                            ? "measured"
                            : sample.evidence().name().toLowerCase(Locale.ROOT))))
        .toList();
  }
}
