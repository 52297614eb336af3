package io.servelab;

import io.servelab.accuracy.AccuracyRun;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.perf.RuleSet;
import io.servelab.plot.AccuracyPlots;
import io.servelab.plot.PlotFigure;
import io.servelab.table.AccuracyTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** Predictions for measured serving points, beside what was measured. */
public final class Accuracy implements Displayable {

  private static final int MOST_GROUPS = 20;

  private final Session session;
  private final Path truth;
  private final AccuracyRun run;

  private Accuracy(Session session, Path truth, AccuracyRun run) {
    this.session = session;
    this.truth = truth;
    this.run = run;
  }

  static Accuracy of(Session session, Path truth) {
    AccuracyRun run =
        AccuracyRun.of(truth, session.databases(), session.models(), RuleSet.SERVELAB);
    return new Accuracy(session, truth, run);
  }

  /**
   * Only the points that hold a text in a column of the file.
   *
   * @throws io.servelab.error.UnknownNameException if the file has no such column
   */
  public Accuracy where(String column, String text) {
    return new Accuracy(session, truth, run.where(column, text));
  }

  /**
   * All points of the file, each predicted with host times that were fitted without its model,
   * system and engine; takes about a minute. Conditions do not carry over.
   */
  public Accuracy leavingGroupsOut() {
    AccuracyRun honest =
        AccuracyRun.leavingGroupsOut(
            truth, session.databases(), session.models(), RuleSet.SERVELAB);
    return new Accuracy(session, truth, honest);
  }

  /**
   * Errors group by group.
   *
   * @param columns columns of the file whose texts make a group; none for all points together
   * @throws io.servelab.error.UnknownNameException if the file has no such column
   */
  public Table by(String... columns) {
    return AccuracyTables.errors(run.errorsBy(columns));
  }

  /**
   * Errors group by group where the reference package answers as well, beside its own.
   *
   * @param columns columns of the file whose texts make a group; none for all points together
   * @throws io.servelab.error.UnknownNameException if the file has no such column
   */
  public Table beside(String... columns) {
    return AccuracyTables.beside(run.errorsBy(columns));
  }

  /**
   * How well deployments of one model, system, engine and workload are ordered and chosen from.
   *
   * @param columns columns of the file whose texts make a group; none for all points together
   * @throws io.servelab.error.UnknownNameException if the file has no such column
   */
  public Table ranking(String... columns) {
    return AccuracyTables.ranking(run.rankingBy(columns));
  }

  /** The predictions that lie farthest outside their bands, worst first. */
  public Table worst(int most) {
    return AccuracyTables.worst(run, most);
  }

  /** What the worst predictions are made of: the parts of TTFT, then those of TPOT. */
  public Table worstParts(int most) {
    return AccuracyTables.worstParts(run, most);
  }

  /** Why points were refused. */
  public Table refused() {
    return AccuracyTables.refused(run);
  }

  /** Every predicted point with what was measured. */
  public Table points() {
    return AccuracyTables.points(run);
  }

  /** Host times that were fitted with groups left out; empty unless that was asked for. */
  public Table hosts() {
    return AccuracyTables.hosts(run);
  }

  /** Times to first token, predicted against measured. */
  public PlotFigure ttft() {
    return AccuracyPlots.ttft(run);
  }

  /** Times per output token, predicted against measured. */
  public PlotFigure tpot() {
    return AccuracyPlots.tpot(run);
  }

  /** The predictions as values. */
  public AccuracyRun rows() {
    return run;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.ACCURACY;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(by("mode", "backend")).note(run.summary()).rows(MOST_GROUPS).mimeBundle();
  }

  @Override
  public String toString() {
    return run.summary();
  }
}
