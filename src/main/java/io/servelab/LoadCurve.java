package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.ServingPlots;
import io.servelab.serving.Forecast;
import io.servelab.table.ForecastTables;
import java.util.List;
import tech.tablesaw.api.Table;

/** One replica of a deployment from small loads to large ones. */
public final class LoadCurve implements Displayable {

  private final Deployment deployment;
  private final List<Forecast> forecasts;

  LoadCurve(Deployment deployment, List<Forecast> forecasts) {
    this.deployment = deployment;
    this.forecasts = List.copyOf(forecasts);
  }

  /** Every load with its rates and latencies, one row each. */
  public Table table() {
    return ForecastTables.curve(forecasts, deployment.sla()).setName("loads of " + deployment);
  }

  /** Time to first token over throughput: percentiles, and the mean with its band. */
  public PlotFigure plot() {
    return ServingPlots.curve(
        forecasts,
        deployment.toString(),
        "TTFT",
        forecast -> forecast.wholeRun().latency().ttft(),
        forecast -> forecast.band().ttft());
  }

  /** Time per output token over throughput: percentiles, and the mean with its band. */
  public PlotFigure plotTpot() {
    return ServingPlots.curve(
        forecasts,
        deployment.toString(),
        "TPOT",
        forecast -> forecast.wholeRun().latency().tpot(),
        forecast -> forecast.band().tpot());
  }

  /** The pure forecasts. */
  public List<Forecast> forecasts() {
    return forecasts;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.LOAD_CURVE;
  }

  @Override
  public MimeBundle mimeBundle() {
    return plot().mimeBundle();
  }

  @Override
  public String toString() {
    return forecasts.size() + " loads of " + deployment;
  }
}
