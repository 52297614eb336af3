package io.servelab;

import io.servelab.layers.LayerEdit;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.search.Candidate;
import io.servelab.search.EditedCandidate;
import io.servelab.search.ExplainedPass;
import io.servelab.search.PassLayers;
import io.servelab.search.SearchRequest;
import io.servelab.table.CandidateTables;
import io.servelab.table.LayerTables;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/** The operations of the passes of a deployment, with the edits of the study. */
public final class Layers implements Displayable {

  private final Study study;
  private final SearchRequest request;
  private final Candidate candidate;

  Layers(Study study, Candidate candidate) {
    this.study = study;
    this.request = study.request();
    this.candidate = candidate;
  }

  /**
   * The stack: every operation of the passes in order, how often it runs, how long all its calls
   * take, and where that number comes from.
   *
   * <p>Prefill is that of one batch, decode that in the middle of a request. Operations inside a
   * group name it in {@code within}; a group takes the longer of two branches, or its measured
   * block.
   */
  public Table table() {
    return LayerTables.layers(PassLayers.of(request, candidate));
  }

  /**
   * What the edits do: times of the operations and passes as this deployment runs them, memory of a
   * rank, and the recommended deployments of both searches.
   */
  public TableView effect() {
    Study original = study.withoutEdits();
    return TableView.of(LayerTables.effect(side(original, List.of()), side(study, edits())))
        .rows(80)
        .caption("before and after the edits: " + written());
  }

  private LayerTables.Side side(Study side, List<LayerEdit> edits) {
    return new LayerTables.Side(
        ExplainedPass.of(side.request(), EditedCandidate.of(candidate, edits)),
        side.search().rows());
  }

  /** The edits in the order in which they apply. */
  public List<LayerEdit> edits() {
    return request.options().choices().edits();
  }

  private String written() {
    return edits().isEmpty()
        ? "none"
        : String.join("; ", edits().stream().map(LayerEdit::describe).toList());
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.LAYERS;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(100).bars("share_pct").caption(toString()).mimeBundle();
  }

  @Override
  public String toString() {
    return "layers of "
        + CandidateTables.mode(candidate).id()
        + " "
        + CandidateTables.describe(candidate)
        + "; edits: "
        + written();
  }
}
