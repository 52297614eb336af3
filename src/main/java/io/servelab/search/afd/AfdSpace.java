package io.servelab.search.afd;

import io.servelab.error.InvalidValueException;
import io.servelab.estimate.afd.AfdOptions;
import io.servelab.estimate.afd.PipelineModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a search of A-nodes and F-nodes considers.
 *
 * @param sizes layouts
 * @param microbatches numbers of micro-batches
 * @param pipelines pipeline models
 * @param limits batches and how many candidates
 * @param paired whether ordinary prefill workers are paired with them; otherwise decode is answered
 *     alone
 * @param transferFactor factor on the time of every transfer
 * @param boundaryOnAttention whether A-nodes run the second norm and the output projection
 */
public record AfdSpace(
    AfdSizes sizes,
    List<Integer> microbatches,
    List<PipelineModel> pipelines,
    Limits limits,
    boolean paired,
    double transferFactor,
    boolean boundaryOnAttention) {

  /** The usual space, with the defaults of aiconfigurator 0.12.0. */
  public static final AfdSpace DEFAULT =
      new AfdSpace(
          AfdSizes.DEFAULT,
          List.of(2, 3, 4),
          List.of(PipelineModel.values()),
          new Limits(OptionalLong.empty(), 1024, 10_000, false),
          true,
          1,
          true);

  /** Copies the lists. */
  public AfdSpace {
    microbatches = List.copyOf(microbatches);
    pipelines = List.copyOf(pipelines);
  }

  /**
   * How far a search goes.
   *
   * @param batch requests of an A-worker, if that is fixed
   * @param maxBatch most requests of an A-worker otherwise; at least 32
   * @param maxCandidates most combinations of layout, micro-batches and pipeline
   * @param truncate whether those beyond are left out, rather than an error
   */
  public record Limits(OptionalLong batch, long maxBatch, int maxCandidates, boolean truncate) {

    /** Requires room for a search. */
    public Limits {
      if (maxBatch < 32) {
        throw InvalidValueException.of("afd.max_batch_size", maxBatch, "at least 32.");
      }
      if (maxCandidates < 1) {
        throw InvalidValueException.of("afd.max_candidates", maxCandidates, "at least 1.");
      }
    }
  }

  /** With ordinary prefill workers, or decode alone. */
  public AfdSpace paired(boolean wanted) {
    return new AfdSpace(
        sizes, microbatches, pipelines, limits, wanted, transferFactor, boundaryOnAttention);
  }

  /** Ways to run a layout, with batches still open; two micro-batches pipeline in one way only. */
  List<AfdOptions> ways() {
    List<AfdOptions> ways = new ArrayList<>();
    for (int parts : microbatches) {
      for (PipelineModel pipeline : pipelines) {
        boolean same = parts < 3 && pipeline == PipelineModel.OPTIMISTIC && pipelines.size() > 1;
        if (!same) {
          ways.add(new AfdOptions(1, parts, pipeline, transferFactor, boundaryOnAttention));
        }
      }
    }
    return ways;
  }
}
