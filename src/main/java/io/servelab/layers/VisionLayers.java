package io.servelab.layers;

import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.VisionDetails;
import io.servelab.model.VisionEncoder;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.attention.EncoderAttention;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Gemm;
import java.util.ArrayList;
import java.util.List;

/**
 * A vision transformer and the projectors that merge its patches into tokens of the language model,
 * all in 16 bit.
 *
 * <p>A pass has one sequence of patches for each image. With data parallelism every rank encodes
 * whole images of its own and tokens are gathered at the end; without it layers are split.
 */
final class VisionLayers {

  private final VisionEncoder encoder;
  private final int ranks;
  private final int tp;
  private final TokenShare merged;
  private final List<LayerOp> operations = new ArrayList<>();

  private VisionLayers(VisionEncoder encoder, int ranks, boolean dataParallel) {
    this.encoder = encoder;
    this.ranks = dataParallel ? ranks : 1;
    this.tp = dataParallel ? 1 : ranks;
    this.merged = new TokenShare(encoder.patches().merge() * encoder.patches().merge(), 1);
  }

  /** The operations of a pass over images; none where the model has no encoder. */
  static List<LayerOp> of(LayerPlan plan) {
    if (!(plan.model().details() instanceof VisionDetails vision)) {
      return List.of();
    }
    VisionLayers layers =
        new VisionLayers(
            vision.encoder(), plan.parallel().tp(), plan.options().encoderDataParallel());
    layers.transformer();
    layers.projectors();
    return List.copyOf(layers.operations);
  }

  private void transformer() {
    long hidden = encoder.hiddenSize();
    long heads = encoder.heads() / tp;
    long width = heads * encoder.headDim();
    long inner = encoder.interSize() / tp;
    layer("add_norm_1", ElementWise.of(2 * hidden, 2 * hidden));
    layer("qkv_gemm", Gemm.of(3 * width, hidden, GemmQuant.BFLOAT16));
    layer("attention", new EncoderAttention((int) heads, encoder.headDim(), FmhaQuant.BFLOAT16, 0));
    layer("proj_gemm", Gemm.of(hidden, width, GemmQuant.BFLOAT16).withLowPrecisionInput());
    layer("ar_1", new CustomAllReduce(hidden, tp, TokenShare.WHOLE));
    layer("add_norm_2", ElementWise.of(2 * hidden, 2 * hidden));
    layer("ffn1_gemm", Gemm.of(inner, hidden, GemmQuant.BFLOAT16));
    layer("act", ElementWise.of(inner, inner));
    layer("ffn2_gemm", Gemm.of(hidden, inner, GemmQuant.BFLOAT16).withLowPrecisionInput());
    layer("ar_2", new CustomAllReduce(hidden, tp, TokenShare.WHOLE));
    layer("rope_apply", ElementWise.of(6 * width, 6 * width));
  }

  private void layer(String name, Operation operation) {
    add(name, encoder.depth(), operation);
  }

  private void projectors() {
    long merge = encoder.mergedSize();
    long out = encoder.outHiddenSize();
    int count = encoder.projectors();
    add("projector_fc0_gemm", count, Gemm.of(merge / tp, merge, GemmQuant.BFLOAT16).on(merged));
    add("projector_fc0_act", count, ElementWise.of(merge / tp, merge / tp).on(merged));
    add("projector_fc1_gemm", count, Gemm.of(out, merge / tp, GemmQuant.BFLOAT16).on(merged));
    add("projector_ar", count, new CustomAllReduce(out, tp, merged));
    if (ranks > 1) {
      double elements = (double) out * count * ranks;
      add(
          "dp_all_gather",
          1,
          new Nccl(Collective.ALL_GATHER, elements, ranks, CommQuant.HALF, merged));
    }
  }

  private void add(String name, int count, Operation operation) {
    operations.add(new LayerOp("encoder_" + name, count, Role.TOKENS, operation));
  }
}
