package io.servelab.op.state;

import io.servelab.error.InvalidValueException;
import io.servelab.model.LinearAttention;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * One of the two kernels of a Kimi delta-attention layer: short convolution or recurrence.
 *
 * <p>Table {@code kda}, axes {@code (batch, length)}, in decode {@code (batch)}, linear; a layer
 * shape that was not measured takes the measured one with the nearest number of value heads. Where
 * only a kernel that fuses both was measured, it answers for the recurrence and the convolution is
 * free.
 *
 * <p>Bytes moved by {@code b} sequences with {@code x} tokens, {@code p} value elements for each
 * token and {@code s} bytes of 32-bit state for each sequence: a convolution of query, key and
 * value {@code 6xp(taps + 2)}; a recurrence {@code 10xp + 2bs}, over a prompt another {@code 2bs}
 * for each 64 tokens of a sequence, over a draft {@code 10xp + bs + xs} as every token leaves a
 * state behind.
 *
 * @param kernel kernel name
 * @param pass kind of pass
 * @param hidden hidden size of the model
 * @param heads heads of this rank
 * @param draftTokens tokens that a verifying pass checks for each sequence; 0 in other passes
 */
public record Kda(String kernel, StatePass pass, int hidden, LinearAttention heads, int draftTokens)
    implements Operation {

  /** Convolution over a prompt. */
  public static final String PREFILL_CONVOLUTION = "causal_conv1d_fn_qkv3";

  /** Recurrence over a prompt. */
  public static final String PREFILL_SCAN = "chunk_kda";

  /** Recurrence over a prompt on vLLM. */
  public static final String PREFILL_SCAN_VLLM = "flashkda_fwd";

  /** Convolution of one new token, or of a draft. */
  public static final String DECODE_CONVOLUTION = "causal_conv1d_update";

  /** Recurrence of one new token. */
  public static final String DECODE_UPDATE = "fused_recurrent_kda_packed_decode";

  /** Recurrence over a draft. */
  public static final String VERIFY_UPDATE = "fused_sigmoid_gating_delta_rule_update";

  /** Recurrence over a draft on vLLM. */
  public static final String VERIFY_UPDATE_VLLM = "fused_recurrent_kda";

  /** Convolution and recurrence of one new token. */
  static final String FUSED_DECODE = "kda_fused_decode";

  /** Convolution and recurrence over a draft. */
  static final String FUSED_VERIFY = "fused_kda_decode_mtp_dspark";

  private static final String GATED_SCAN_VLLM = "chunk_kda_with_fused_gate";
  private static final String GATED_UPDATE_VLLM = "fused_kda_decode";
  private static final int CHUNK = 64;
  private static final int STATE_BYTES = 4;

  /**
   * Checks the draft.
   *
   * @throws InvalidValueException if a verifying pass has no draft
   */
  public Kda {
    if (pass == StatePass.VERIFY && draftTokens < 1) {
      throw InvalidValueException.of(
          "draft tokens", draftTokens, "a verifying pass checks at least one.");
    }
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    Resolved<OperationTimer> timer = Resolved.by(() -> timer(database));
    return new OperationTimer() {
      @Override
      public OpTime time(OpShape shape) {
        return timer.get().time(shape);
      }

      @Override
      public Optional<Bound> bound(OpShape shape) {
        return timer.get().bound(shape);
      }
    };
  }

  private OperationTimer timer(PerfDatabase database) {
    boolean fused = KdaTable.onlyFused(database, this);
    if (fused && kernel.equals(DECODE_CONVOLUTION)) {
      return new FusedAwayTimer();
    }
    Kda asked =
        fused
            ? new Kda(
                pass == StatePass.VERIFY ? FUSED_VERIFY : FUSED_DECODE,
                pass,
                hidden,
                heads,
                draftTokens)
            : this;
    return new StateTimer(
        database, pass, draftTokens, asked::bytes, () -> KdaTable.find(database, asked));
  }

  private double bytes(double sequences, double length) {
    double tokens = sequences * length;
    double values = tokens * heads.valueHeads() * heads.valueHeadDim();
    double state =
        (double) heads.valueHeads() * heads.keyHeadDim() * heads.valueHeadDim() * STATE_BYTES;
    double convolution = 3 * (values * (heads.convKernel() + 1) * 2 + values * 2);
    double update = 10 * values + 2 * state * sequences;
    double verification = 10 * values + state * sequences + state * tokens;
    return switch (kernel) {
      case PREFILL_CONVOLUTION, DECODE_CONVOLUTION -> convolution;
      case PREFILL_SCAN, PREFILL_SCAN_VLLM, GATED_SCAN_VLLM ->
          update + 2 * Math.floor(length / CHUNK) * state * sequences;
      case DECODE_UPDATE, GATED_UPDATE_VLLM -> update;
      case VERIFY_UPDATE, VERIFY_UPDATE_VLLM -> verification;
      case FUSED_DECODE -> convolution + update;
      case FUSED_VERIFY -> convolution + verification;
      default -> tokens * hidden * 4;
    };
  }
}
