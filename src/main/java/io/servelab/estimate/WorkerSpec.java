package io.servelab.estimate;

import io.servelab.model.ModelConfig;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.PerfDatabase;

/**
 * Names an engine instance: what runs where, sharded how.
 *
 * @param model the model
 * @param database measurements of its engine on its system
 * @param layout parallel layout asked for
 * @param choices how it serves
 * @param role phases that it runs
 * @param purpose whether formats are inferred for a fixed deployment or a search
 */
public record WorkerSpec(
    ModelConfig model,
    PerfDatabase database,
    RequestedLayout layout,
    ServingChoices choices,
    WorkerRole role,
    QuantContext.Purpose purpose) {

  /** The same with another layout. */
  public WorkerSpec withLayout(RequestedLayout other) {
    return new WorkerSpec(model, database, other, choices, role, purpose);
  }
}
