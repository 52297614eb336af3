package io.servelab.estimate;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.engine.StaticForm;
import io.servelab.engine.StaticMode;
import io.servelab.engine.StaticRun;
import io.servelab.engine.Worker;

/**
 * A worker that runs one batch from start to end.
 *
 * @param worker the worker
 * @param mode phases that it runs
 * @param run its passes
 * @param row what it delivers; rounded where speculation was projected on it
 */
public record StaticEstimate(Worker worker, StaticMode mode, StaticRun run, StaticRow row)
    implements Estimate {

  /**
   * Estimates one batch; one that does not fit is answered with its verdict.
   *
   * @param sampling the batch and how densely its decode passes are sampled
   */
  public static StaticEstimate of(
      Worker worker,
      StaticMode mode,
      RequestShape request,
      Speculation speculation,
      MemorySettings memory,
      Sampling sampling) {
    StaticRun run =
        new StaticForm(worker, request, speculation, memory)
            .run(mode, sampling.batch(), sampling.stride(), sampling.correction());
    StaticRow row =
        StaticRow.of(worker, mode, run, sampling.batch(), request.osl())
            .projected(speculation, mode, request.osl());
    return new StaticEstimate(worker, mode, run, row);
  }

  /**
   * How a batch is run.
   *
   * @param batch requests of one rank
   * @param stride output tokens between two sampled decode passes
   * @param correction factor on every time and energy
   */
  public record Sampling(long batch, int stride, double correction) {

    /** The usual stride without correction. */
    public static Sampling of(long batch) {
      return new Sampling(batch, StaticForm.DEFAULT_STRIDE, 1);
    }

    /** The same with a factor on every time and energy. */
    public Sampling corrected(double factor) {
      return new Sampling(batch, stride, factor);
    }
  }
}
