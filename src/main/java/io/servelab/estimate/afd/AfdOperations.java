package io.servelab.estimate.afd;

import io.servelab.error.InvalidValueException;
import io.servelab.op.LayerOp;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import io.servelab.op.comm.P2P;
import io.servelab.op.moe.MoeDispatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The operations of a pass, dealt out to the two sides.
 *
 * <p>Exchanges of an ordinary worker are left out: the transfers between the sides and the
 * collectives inside an F-node take their place.
 *
 * @param attention operations of an A-worker
 * @param ffn operations of an F-rank
 */
record AfdOperations(List<LayerOp> attention, List<LayerOp> ffn) {

  private static final Set<String> ATTENTION =
      Set.of(
          "embedding",
          "add_norm_1",
          "mla_block",
          "qkv_gemm",
          "attention",
          "proj_gemm",
          "cp_kv_all_gather");
  private static final Set<String> BOUNDARY = Set.of("add_norm_2", "logits_gemm");
  private static final Set<String> FFN =
      Set.of(
          "router_gemm",
          "moe",
          "moe_overlap",
          "shared_gate_up_gemm",
          "shared_act_gate",
          "shared_ffn2_gemm",
          "gate_ffn1_gemm",
          "act_gate",
          "ffn2_gemm");

  /** Copies the lists. */
  AfdOperations {
    attention = List.copyOf(attention);
    ffn = List.copyOf(ffn);
  }

  /**
   * Deals out a pass.
   *
   * @param boundaryOnAttention whether A-nodes run the second norm and the output projection
   * @throws InvalidValueException if an operation belongs to neither side
   */
  static AfdOperations of(List<LayerOp> pass, boolean boundaryOnAttention) {
    List<LayerOp> attention = new ArrayList<>();
    List<LayerOp> ffn = new ArrayList<>();
    for (LayerOp operation : pass) {
      String name = operation.name().substring(operation.name().indexOf('_') + 1);
      if (ATTENTION.contains(name) || (boundaryOnAttention && BOUNDARY.contains(name))) {
        attention.add(operation);
      } else if (FFN.contains(name) || BOUNDARY.contains(name)) {
        ffn.add(operation);
      } else if (!exchanges(operation)) {
        throw InvalidValueException.because(
            "Operation "
                + operation.name()
                + " belongs to neither attention nor feed-forward layers, so this model cannot be"
                + " split between A-nodes and F-nodes.\nUse serving mode agg or disagg.");
      }
    }
    return new AfdOperations(attention, ffn);
  }

  private static boolean exchanges(LayerOp operation) {
    return operation.operation() instanceof CustomAllReduce
        || operation.operation() instanceof Nccl
        || operation.operation() instanceof P2P
        || operation.operation() instanceof MoeDispatch;
  }
}
