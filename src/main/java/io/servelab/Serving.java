package io.servelab;

import io.servelab.engine.RequestShape;
import io.servelab.engine.load.Arrivals;
import io.servelab.engine.load.ConstantArrivals;
import io.servelab.engine.load.FixedLengths;
import io.servelab.engine.load.GammaArrivals;
import io.servelab.engine.load.LogNormalLengths;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.SampledLengths;
import io.servelab.engine.load.TraceArrivals;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.ServingPlots;
import io.servelab.serving.Demand;
import io.servelab.serving.Forecast;
import io.servelab.serving.OfferedLoad;
import io.servelab.serving.Outlook;
import io.servelab.serving.Sending;
import io.servelab.serving.ServingSetup;
import io.servelab.table.ForecastTables;
import io.servelab.table.TableView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * One replica of a deployment under a load, simulated request by request. Immutable; each step
 * gives a new one, and nothing is simulated before it is looked at.
 */
public final class Serving implements Displayable {

  private static final int OPEN_LOOP_REQUESTS = 2000;
  private static final int TIMELINE_REQUESTS = 32;
  private static final int[] USUAL_CLIENTS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private final Deployment deployment;
  private final OfferedLoad load;
  private final Sending sending;

  Serving(Deployment deployment, OfferedLoad load, Sending sending) {
    this.deployment = deployment;
    this.load = load;
    this.sending = sending;
  }

  static Serving of(Deployment deployment, ServingSetup setup, RequestShape mean, int clients) {
    return new Serving(
        deployment,
        new OfferedLoad(setup, Demand.around(mean, 1)),
        Sending.Clients.benchmark(clients));
  }

  private Serving sending(Sending other) {
    return new Serving(deployment, load, other);
  }

  private Serving demanding(Demand other) {
    return new Serving(deployment, new OfferedLoad(load.setup(), other), sending);
  }

  /** Under clients that send ten requests each, one after the other, all beginning at once. */
  public Serving clients(int count) {
    return sending(Sending.Clients.benchmark(count));
  }

  /**
   * Under as many clients, up to those of now, as the replica serves within the targets of the
   * study once they are steady.
   *
   * @throws InvalidValueException if requests come from no clients
   * @throws InfeasibleException if it serves not even one in time
   */
  public Serving withinTargets() {
    if (!(sending instanceof Sending.Clients clients)) {
      throw InvalidValueException.of(
          "load", describe(), "targets limit clients.\nBegin with clients(256).");
    }
    return load.heaviest(clients.count(), run -> deployment.sla().keptBy(run, Outlook.PREDICTED))
        .map(run -> clients(run.clients()))
        .orElseThrow(
            () ->
                new InfeasibleException(
                    InfeasibleException.Reason.TARGETS,
                    "Simulated, "
                        + deployment
                        + " serves not even one client within the targets."));
  }

  /** Under requests that come by chance, so many in a second: a Poisson process. */
  public Serving poisson(double requestsPerS) {
    return arriving(Arrivals.poisson(requestsPerS));
  }

  /** Under requests that come evenly. */
  public Serving constant(double requestsPerS) {
    return arriving(new ConstantArrivals(requestsPerS));
  }

  /**
   * Under requests whose gaps follow a gamma distribution.
   *
   * @param burstiness shape: 1 is {@link #poisson}, less is burstier, more is more regular
   */
  public Serving gamma(double requestsPerS, double burstiness) {
    return arriving(new GammaArrivals(requestsPerS, burstiness));
  }

  /**
   * Under requests that come at recorded moments, repeated end to end.
   *
   * @param momentsS seconds from the start, in order
   */
  public Serving trace(double... momentsS) {
    return sending(
        new Sending.Arriving(
            new TraceArrivals(Arrays.stream(momentsS).boxed().toList()),
            Math.max(1, momentsS.length)));
  }

  private Serving arriving(Arrivals arrivals) {
    return sending(new Sending.Arriving(arrivals, OPEN_LOOP_REQUESTS));
  }

  /** With another number of requests in the run. */
  public Serving requests(int count) {
    return sending(
        sending instanceof Sending.Clients clients
            ? new Sending.Clients(clients.count(), count)
            : new Sending.Arriving(((Sending.Arriving) sending).arrivals(), count));
  }

  /** With requests that all have these lengths. */
  public Serving fixedLengths(long isl, long osl) {
    RequestShape shape = new RequestShape(isl, osl, prefix(isl));
    return demanding(new Demand(shape, new FixedLengths(shape), load.demand().seed()));
  }

  /**
   * With log-normal lengths, as conversations roughly have.
   *
   * @param isl mean input tokens
   * @param osl mean output tokens
   * @param variation standard deviation relative to the mean; draws beyond eight times the mean are
   *     cut
   */
  public Serving variedLengths(long isl, long osl, double variation) {
    RequestShape mean = new RequestShape(isl, osl, prefix(isl));
    return demanding(
        new Demand(
            mean,
            new LogNormalLengths(
                new LogNormalLengths.Spread(isl, variation, 8 * isl),
                new LogNormalLengths.Spread(osl, variation, 8 * osl),
                mean.prefix()),
            load.demand().seed()));
  }

  /** The cached tokens of the study's requests, but at least one new token. */
  private long prefix(long isl) {
    return Math.max(0, Math.min(load.demand().nominal().prefix(), isl - 1));
  }

  /** With lengths drawn from requests that were seen, each as likely as another. */
  public Serving sampledLengths(List<RequestShape> seen) {
    return lengths(new SampledLengths(seen));
  }

  /** With any other distribution of lengths; engines are set for the usual ones. */
  public Serving lengths(RequestLengths lengths) {
    return demanding(new Demand(load.demand().nominal(), lengths, load.demand().seed()));
  }

  /** With other draws of lengths and moments. */
  public Serving seed(long seed) {
    return demanding(new Demand(load.demand().nominal(), load.demand().lengths(), seed));
  }

  /**
   * Latencies over the whole run and over its middle, each mean with its band.
   *
   * @throws io.servelab.error.InvalidValueException if requests come faster than the engines can
   *     answer them, or are longer than the model's context or the cache
   */
  public Table table() {
    return ForecastTables.latencies(forecast()).setName(toString());
  }

  /** Rates, goodput under the targets of the study, queueing, occupancy, preemptions. */
  public TableView facts() {
    return TableView.of(ForecastTables.facts(forecast(), deployment.sla())).caption(toString());
  }

  /** The first requests and the passes that they met: who waited for whom. */
  public PlotFigure timeline() {
    return timeline(TIMELINE_REQUESTS);
  }

  /** The same for another number of requests. */
  public PlotFigure timeline(int requests) {
    return ServingPlots.timeline(
        load.timeline(sending, requests), toString(), deployment.provenance());
  }

  /** Throughput and latency from one client to many. */
  public LoadCurve curve() {
    return curve(USUAL_CLIENTS);
  }

  /** Throughput and latency at these numbers of clients. */
  public LoadCurve curve(int... clients) {
    return new LoadCurve(
        deployment, load.benchmarks(IntStream.of(clients).sorted().boxed().toList()));
  }

  /** The most requests of this kind that the replica answers in a second. */
  public double saturation() {
    return load.saturation().requestsPerS();
  }

  /** The pure forecast. */
  public Forecast forecast() {
    return load.forecast(sending);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.SERVING;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table())
        .note(ForecastTables.STATISTICS)
        .note(deployment.provenance())
        .mimeBundle();
  }

  @Override
  public String toString() {
    return "one replica of " + deployment + " under " + describe();
  }

  private String describe() {
    if (sending instanceof Sending.Clients clients) {
      return clients.count() + " clients, " + clients.requests() + " requests";
    }
    Sending.Arriving arriving = (Sending.Arriving) sending;
    return String.format(
        Locale.ROOT,
        "%.4g requests/s, %d requests",
        arriving.arrivals().requestsPerS(),
        arriving.requests());
  }
}
