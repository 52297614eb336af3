package io.servelab.estimate.afd;

import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.StaticForm;
import io.servelab.op.DecodeSteps;
import io.servelab.op.OpShape;
import io.servelab.perf.RuleSet;
import io.servelab.step.MemoryLedger;
import io.servelab.step.MemoryModel.Moment;
import io.servelab.step.PassTime;

/** Times one phase of requests of one shape. */
public final class AfdTimer {

  private final AfdWorkers workers;
  private final RequestShape request;
  private final Speculation speculation;

  /** For requests of one shape. */
  public AfdTimer(AfdWorkers workers, RequestShape request, Speculation speculation) {
    this.workers = workers;
    this.request = request;
    this.speculation = speculation;
  }

  /**
   * Prefill of a batch.
   *
   * <p>Under the reference rules the first token waits for one beat of each layer, as if the
   * pipeline were full and the other micro-batches somebody else's; otherwise for all
   * micro-batches.
   */
  public AfdRun prefill(AfdOptions options) {
    long prompts = options.microbatch();
    long all = prompts * workers.layout().attentionWorkers();
    PassTime attention = workers.attention().time(shape(prompts));
    PassTime ffn = workers.ffn().time(shape(all));
    LayerTimes layer = layer(attention, ffn, prompts * request.newTokens(), options);
    int layers = workers.plan().layers();
    int parts = options.microbatches();
    double stepMs =
        workers.rules() == RuleSet.REFERENCE
            ? layers * options.pipeline().beatMs(layer, parts)
            : options.pipeline().passMs(layer, parts, layers);
    MemoryLedger memory =
        workers
            .attention()
            .ledger(new Moment(prompts * request.newTokens(), 1, prompts, request.isl()));
    return new AfdRun(
        layer,
        stepMs,
        options.pipeline().hidesTransfers(layer, parts),
        attention,
        ffn,
        memory,
        workers.ffn().ledger(new Moment(all * request.newTokens(), 1, 0, 0)),
        workers.holdsCache(memory));
  }

  private OpShape shape(long prompts) {
    return OpShape.prefill(prompts, request.newTokens(), request.prefix());
  }

  /** Decode of a batch: every sampled step is a pipeline of its own, the means are told. */
  public AfdRun decode(AfdOptions options) {
    long requests = options.microbatch();
    long all = requests * workers.layout().attentionWorkers();
    int width = speculation.width();
    DecodeSteps steps = steps(requests * width);
    double tokens = Math.max(1, request.osl() - 1);
    PassTime attention = PassTime.NONE;
    PassTime ffn = workers.ffn().time(OpShape.decode(all * width, request.isl() + 1));
    double stepMs = 0;
    boolean hidden = false;
    for (int step = 0; step < steps.count(); step++) {
      double share = steps.weight(step) / tokens;
      PassTime pass = workers.attention().time(steps.shape(step));
      LayerTimes layer = layer(pass, ffn, requests * width, options);
      int layers = workers.plan().layers();
      stepMs += share * options.pipeline().passMs(layer, options.microbatches(), layers);
      hidden |= options.pipeline().hidesTransfers(layer, options.microbatches());
      attention = attention.plus(pass.times(share));
    }
    MemoryLedger memory =
        workers
            .attention()
            .ledger(
                new Moment(
                    requests,
                    width,
                    requests * options.microbatches(),
                    request.isl() + request.osl()));
    return new AfdRun(
        layer(attention, ffn, requests * width, options),
        stepMs,
        hidden,
        attention,
        ffn,
        memory,
        workers.ffn().ledger(new Moment(all, width, 0, 0)),
        workers.holdsCache(memory));
  }

  /** At least one step, so that a request of one token has a time too. */
  private DecodeSteps steps(long batch) {
    return new DecodeSteps(
        batch, request.isl() + 1, StaticForm.DEFAULT_STRIDE, Math.max(1, request.osl() - 1));
  }

  private LayerTimes layer(PassTime attention, PassTime ffn, double tokens, AfdOptions options) {
    int layers = workers.plan().layers();
    double transferMs = workers.transferMs(tokens, options.transferFactor());
    return new LayerTimes(
        attention.latencyMs() / layers, ffn.latencyMs() / layers, transferMs, transferMs);
  }
}
