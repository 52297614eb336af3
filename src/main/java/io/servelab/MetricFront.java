package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.search.Candidate;
import io.servelab.search.SearchResult;
import io.servelab.search.front.ParetoSet;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Yardstick;
import io.servelab.table.ScoreTables;
import io.servelab.table.TableView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** The deployments that no other one beats in all of some metrics at once. */
public final class MetricFront implements Displayable {

  private static final int SHOWN = 20;

  private final Study study;
  private final SearchResult result;
  private final List<Metric> metrics;
  private final Yardstick yardstick;
  private final ParetoSet<Candidate> front;

  private MetricFront(Study study, SearchResult result, List<Metric> metrics) {
    this.study = study;
    this.result = result;
    this.metrics = metrics;
    this.yardstick = new Yardstick(result.request().totalGpus(), result.prices());
    List<Candidate> all = new ArrayList<>();
    result.branches().forEach(branch -> all.addAll(branch.candidates()));
    List<ToDoubleFunction<? super Candidate>> objectives = new ArrayList<>();
    metrics.forEach(metric -> objectives.add(each -> sign(metric) * metric.of(each, yardstick)));
    this.front = ParetoSet.of(all, objectives);
  }

  static MetricFront of(Study study, SearchResult result, String... metrics) {
    return new MetricFront(study, result, Arrays.stream(metrics).map(Metric::of).toList());
  }

  private static double sign(Metric metric) {
    return metric.better() == Metric.Better.HIGHER ? 1 : -1;
  }

  private Deployment deployment(Candidate candidate) {
    return new Deployment(study, result, candidate);
  }

  /** The front, worst in the first metric first. */
  public Table table() {
    return ScoreTables.metrics(front.points(), metrics, yardstick);
  }

  /** The deployments of the front, worst in the first metric first. */
  public List<Deployment> deployments() {
    return front.points().stream().map(this::deployment).toList();
  }

  /**
   * The balanced deployment: where giving up a little of one metric stops buying much of another.
   *
   * @throws io.servelab.error.InfeasibleException if the front is empty
   */
  public Deployment knee() {
    return front.knee().map(this::deployment).orElseThrow(() -> Result.nothing(result));
  }

  /**
   * Volume that the front dominates, in the units of the metrics multiplied: larger is better.
   *
   * @param worst a value of each metric that any useful deployment is better than
   */
  public double hypervolume(double... worst) {
    double[] signed = worst.clone();
    for (int axis = 0; axis < Math.min(signed.length, metrics.size()); axis++) {
      signed[axis] *= sign(metrics.get(axis));
    }
    return front.hypervolume(signed);
  }

  /** How far a deployment is from the front, each metric scaled by its range; 0 on the front. */
  public double distance(Deployment deployment) {
    return front.distance(deployment.rows());
  }

  /** The deployment of the front that beats another one by the least, if any does. */
  public Optional<Deployment> dominating(Deployment deployment) {
    return front.dominating(deployment.rows()).map(this::deployment);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.METRIC_FRONT;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(SHOWN).mimeBundle();
  }

  @Override
  public String toString() {
    return front.points().size()
        + " deployments that nothing beats in "
        + String.join(", ", metrics.stream().map(Metric::id).toList());
  }
}
