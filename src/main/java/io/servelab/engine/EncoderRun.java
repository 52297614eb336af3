package io.servelab.engine;

import io.servelab.layers.LayerPlan;
import io.servelab.model.VisionDetails;
import io.servelab.model.VisionEncoder;
import io.servelab.op.OpShape;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.Optional;

/**
 * The vision encoder before the first pass of a batch, on the ranks of the worker itself.
 *
 * @param pass its pass
 * @param weightsBytes its weights
 * @param activationsBytes its working memory
 */
public record EncoderRun(PassTime pass, double weightsBytes, double activationsBytes) {

  /** Nothing to encode. */
  public static final EncoderRun NONE = new EncoderRun(PassTime.NONE, 0, 0);

  private static final double LEAST_ACTIVATIONS_BYTES = 32 << 20;

  /**
   * Encodes the images of a batch; those of text-only models are ignored.
   *
   * @param batch requests of one rank
   */
  static EncoderRun of(Worker worker, Images images, long batch) {
    if (!images.any() || !(worker.plan().model().details() instanceof VisionDetails vision)) {
      return NONE;
    }
    VisionEncoder encoder = vision.encoder();
    OpShape shape = shape(worker.plan(), images, batch).orElseThrow();
    return new EncoderRun(
        worker.timer().encode(shape.batch(), shape.length()),
        worker.stack().encoderWeightBytes(),
        activationsBytes(encoder, shape.tokens(), batch * images.tokens(encoder)));
  }

  /**
   * The pass that encodes the images of a batch on one rank; none for text only.
   *
   * @param batch requests of one rank
   */
  public static Optional<OpShape> shape(LayerPlan plan, Images images, long batch) {
    if (!images.any() || !(plan.model().details() instanceof VisionDetails vision)) {
      return Optional.empty();
    }
    long all = batch * images.count();
    long local =
        plan.options().encoderDataParallel()
            ? AggregatedForm.ceilDiv(all, plan.parallel().tp())
            : all;
    long patches = images.patchesPerImage(vision.encoder().patches());
    return Optional.of(OpShape.prefill(local, patches, 0));
  }

  /**
   * Three hidden states of every patch on this rank, and the projected tokens of every level of the
   * images of all ranks, in 16 bit.
   */
  private static double activationsBytes(VisionEncoder encoder, long patches, long tokens) {
    double bytes =
        2.0 * patches * encoder.hiddenSize() * 3
            + 2.0 * tokens * encoder.outHiddenSize() * encoder.projectors();
    return Math.max(bytes, LEAST_ACTIVATIONS_BYTES);
  }

  /** The same with a factor on its time. */
  EncoderRun times(double factor) {
    return new EncoderRun(pass.times(factor), weightsBytes, activationsBytes);
  }

  /** Time of the pass, milliseconds. */
  public double latencyMs() {
    return pass.latencyMs();
  }

  /** Weights and working memory, GiB. */
  public double memoryGib() {
    return MemoryLedger.gib(weightsBytes + activationsBytes);
  }

  /** A ledger with the encoder in it. */
  MemoryLedger in(MemoryLedger ledger) {
    return ledger.plus(weightsBytes, activationsBytes);
  }
}
