package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.search.SearchResult;
import io.servelab.search.choice.Choice;
import io.servelab.search.choice.Scored;
import io.servelab.search.score.Scoring;
import io.servelab.table.ScoreTables;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/** Deployments that break no hard constraint, in the order of their scores. */
public final class Scores implements Displayable {

  private static final int SHOWN = 10;

  private final Study study;
  private final SearchResult result;
  private final Choice choice;

  Scores(Study study, SearchResult result, Scoring scoring) {
    this(study, result, Choice.of(result, scoring));
  }

  private Scores(Study study, SearchResult result, Choice choice) {
    this.study = study;
    this.result = result;
    this.choice = choice;
  }

  /**
   * With another tolerance within which a smaller replica is preferred.
   *
   * @param share share of the best score that a smaller replica may give up; 0.01 unless changed
   */
  public Scores within(double share) {
    return new Scores(study, result, choice.within(share));
  }

  /**
   * The smallest replica whose score comes close to the highest.
   *
   * @throws io.servelab.error.InfeasibleException if nothing meets the hard constraints
   */
  public Deployment best() {
    return choice
        .recommended()
        .map(scored -> new Deployment(study, result, scored.candidate()))
        .orElseThrow(() -> Result.nothing(result));
  }

  /** The recommended deployment of each layout, best first. */
  public List<Deployment> top(int count) {
    return choice.top(count).stream()
        .map(scored -> new Deployment(study, result, scored.candidate()))
        .toList();
  }

  /** Every deployment with its score, term by term. */
  public Table table() {
    return ScoreTables.of(choice.ranked(), choice.scoring());
  }

  /**
   * How the score of the recommended deployment comes about.
   *
   * @throws io.servelab.error.InfeasibleException if nothing meets the hard constraints
   */
  public String explain() {
    Scored best = choice.recommended().orElseThrow(() -> Result.nothing(result));
    return best() + "\n" + best.score().explain();
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.SCORES;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(SHOWN).mimeBundle();
  }

  @Override
  public String toString() {
    return choice.ranked().size() + " deployments by " + choice.scoring().objective();
  }
}
