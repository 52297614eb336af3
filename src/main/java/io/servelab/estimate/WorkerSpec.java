package io.servelab.estimate;

import io.servelab.engine.Speculation;
import io.servelab.model.ModelConfig;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.PerfDatabase;

/**
 * Names an engine instance: what runs where, sharded how.
 *
 * @param model the model
 * @param database measurements of its engine on its system
 * @param layout parallel layout asked for
 * @param quant number formats chosen; the rest is inferred
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels asked for; blank for the engine's own choice
 * @param purpose whether formats are inferred for a fixed deployment or a search
 */
public record WorkerSpec(
    ModelConfig model,
    PerfDatabase database,
    RequestedLayout layout,
    QuantChoices quant,
    Speculation speculation,
    String attentionBackend,
    QuantContext.Purpose purpose) {

  /** The same with another layout. */
  public WorkerSpec withLayout(RequestedLayout other) {
    return new WorkerSpec(model, database, other, quant, speculation, attentionBackend, purpose);
  }
}
