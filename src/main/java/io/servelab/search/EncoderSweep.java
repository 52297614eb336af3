package io.servelab.search;

import io.servelab.engine.EncoderRun;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.StaticForm;
import io.servelab.engine.StaticMode;
import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.Rounding;
import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.model.VisionDetails;
import io.servelab.perf.PerfDatabase;
import io.servelab.step.MemoryLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Visits the encoders that a search may use. */
final class EncoderSweep {

  private final SearchRequest search;
  private final EncoderPools pools;
  private final WorkerSource workers;

  /**
   * Prepares a visit.
   *
   * @throws InvalidValueException if the model has no encoder
   */
  EncoderSweep(SearchRequest search, EncoderPools pools, WorkerSource workers) {
    if (!(search.model().details() instanceof VisionDetails)) {
      throw InvalidValueException.of(
          "model", search.model().id(), "it has no vision encoder to separate.");
    }
    this.search = search;
    this.pools = pools;
    this.workers = workers;
  }

  /** Encoders that fit and whose larger batches pay off, by size, then by batch. */
  List<EncoderPoint> sweep() {
    List<EncoderPoint> points = new ArrayList<>();
    for (int tp : pools.tp()) {
      double fastest = 0;
      for (EncoderPoint point : sweep(tp)) {
        if (point.requestsPerS() > fastest) {
          fastest = point.requestsPerS();
          points.add(point);
        }
      }
    }
    return points;
  }

  private List<EncoderPoint> sweep(int tp) {
    PerfDatabase database = pools.database().orElse(search.database());
    Worker worker;
    try {
      worker = workers.build(spec(database, tp));
    } catch (InvalidValueException unfit) {
      return List.of();
    }
    RequestShape asked = search.request();
    RequestShape shape = new RequestShape(asked.isl(), asked.osl(), asked.prefix(), pools.images());
    StaticForm form = new StaticForm(worker, shape, Speculation.NONE, MemorySettings.DEFAULT);
    double capacityGib = MemoryLedger.gib((double) database.system().gpu().memoryCapacityBytes());
    double runtimeGib = MemoryLedger.gib((double) database.system().runtimeBytes());
    List<EncoderPoint> points = new ArrayList<>();
    for (long batch : pools.batches()) {
      EncoderRun run =
          form.run(StaticMode.PREFILL, batch, StaticForm.DEFAULT_STRIDE, pools.correction())
              .encoder();
      if (run.memoryGib() + runtimeGib < capacityGib) {
        points.add(
            new EncoderPoint(
                worker,
                batch,
                Rounding.three(run.latencyMs()),
                Rounding.three(1000.0 * batch / run.latencyMs()),
                Rounding.three(run.memoryGib())));
      }
    }
    return points;
  }

  /** Ranks of a separate encoder share its layers, not its images. */
  private WorkerSpec spec(PerfDatabase database, int tp) {
    ServingChoices choices = search.options().choices();
    return new WorkerSpec(
        search.model(),
        database,
        new RequestedLayout(tp, 1, 1, OptionalInt.of(1), OptionalInt.of(tp), 1),
        new ServingChoices(choices.quant(), Speculation.NONE, choices.attentionBackend(), false)
            .withEdits(choices.edits()),
        WorkerRole.PREFILL,
        QuantContext.Purpose.SEARCH);
  }
}
