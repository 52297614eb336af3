package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.ModelLayers;
import java.util.List;

/** A deployment as it was found, with other operations in its passes. */
public final class EditedCandidate {

  private EditedCandidate() {}

  /**
   * A candidate whose workers run edited passes. Its rows stay as they were found; {@link
   * ExplainedPass} runs the passes again.
   *
   * @param edits changes to the operations that the model has by itself
   */
  public static Candidate of(Candidate candidate, List<LayerEdit> edits) {
    if (candidate instanceof AggregatedCandidate mixed) {
      return new AggregatedCandidate(
          edited(mixed.worker(), edits),
          mixed.row(),
          mixed.encoder(),
          mixed.workers(),
          mixed.encoders());
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    return new DisaggregatedCandidate(
        edited(pools.prefill(), edits),
        edited(pools.decode(), edits),
        pools.row(),
        pools.encoders());
  }

  private static WorkerPoint edited(WorkerPoint point, List<LayerEdit> edits) {
    return new WorkerPoint(edited(point.worker(), edits), point.row(), point.encoder());
  }

  private static Worker edited(Worker worker, List<LayerEdit> edits) {
    return Worker.of(worker.plan(), ModelLayers.stack(worker.plan(), edits), worker.database());
  }
}
