package io.servelab.op.state;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.LinearAttention;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of the two kernels of a gated delta-rule layer: short convolution or recurrence.
 *
 * <p>Table {@code gdn}, axes {@code (batch, length)} in prefill and {@code (batch)} in decode,
 * linear; only the exact layer shape answers. Recurrences were measured with 32-bit states only.
 *
 * <p>Bytes moved by {@code b} sequences with {@code x} tokens, {@code c} convolution channels and
 * {@code v} value elements for each token, and {@code s} state elements for each sequence: a
 * convolution {@code 2xc(taps + 2)}, a recurrence {@code 2x(c + v) + 2bs * stateBytes}; over a
 * prompt another {@code 4bs} for each 64 tokens of a sequence.
 *
 * @param kernel kernel name
 * @param pass prefill or decode
 * @param hidden hidden size of the model
 * @param heads heads of this rank
 * @param stateBytes bytes for each element of the state
 */
public record Gdn(String kernel, StatePass pass, int hidden, LinearAttention heads, int stateBytes)
    implements Operation {

  /** Convolution over a prompt. */
  public static final String PREFILL_CONVOLUTION = "causal_conv1d_fn";

  /** Recurrence over a prompt. */
  public static final String PREFILL_SCAN = "chunk_gated_delta_rule";

  /** Convolution of one new token. */
  public static final String DECODE_CONVOLUTION = "causal_conv1d_update";

  /** Recurrence of one new token. */
  public static final String DECODE_UPDATE = "fused_sigmoid_gating_delta_rule_update";

  private static final int CHUNK = 64;
  private static final int MEASURED_STATE_BYTES = 4;

  /** Names under which the recurrence of one new token was measured. */
  private static final Set<String> DECODE_UPDATE_ALIASES =
      Set.of("fused_recurrent_gated_delta_rule", "fused_recurrent_gated_delta_rule_packed_decode");

  /** What vLLM 0.24.0 runs instead of {@link #PREFILL_SCAN}; a device has one of them. */
  private static final List<String> VLLM_SCANS =
      List.of(
          "chunk_gated_delta_rule_flashinfer",
          "chunk_gated_delta_rule_triton",
          "chunk_gated_delta_rule_cutedsl");

  private static final String VERSION_WITH_SCANS = "0.24.0";

  private static final TableIndex<StateTable<LinearAttention>> INDEX =
      database ->
          StateTable.of(
              database,
              "gdn",
              measured -> DECODE_UPDATE_ALIASES.contains(measured) ? DECODE_UPDATE : measured,
              StateTable::linearAttention);

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new StateTimer(database, pass, 0, this::bytes, () -> grid(database));
  }

  private Optional<Grid> grid(PerfDatabase database) {
    if (isRecurrence() && stateBytes != MEASURED_STATE_BYTES) {
      return Optional.empty();
    }
    StateTable<LinearAttention> table = database.index(INDEX);
    StateTable.Key<LinearAttention> key = new StateTable.Key<>(kernel, pass.id(), hidden, heads);
    return Stream.concat(replacements(database), Stream.of(kernel))
        .flatMap(name -> table.find(key.ofKernel(name)).stream())
        .findFirst();
  }

  private boolean isRecurrence() {
    return kernel.equals(PREFILL_SCAN) || kernel.equals(DECODE_UPDATE);
  }

  private Stream<String> replacements(PerfDatabase database) {
    boolean replaced =
        kernel.equals(PREFILL_SCAN)
            && database.engine() == ServingEngine.VLLM
            && database.version().equals(VERSION_WITH_SCANS);
    return replaced ? VLLM_SCANS.stream() : Stream.empty();
  }

  private double bytes(double sequences, double length) {
    double tokens = sequences * length;
    double channels = heads.convChannels();
    double values = (double) heads.valueHeads() * heads.valueHeadDim();
    double state = values * heads.keyHeadDim() * sequences;
    double recurrence = tokens * (channels + values) * 2 + 2 * state * stateBytes;
    return switch (kernel) {
      case PREFILL_CONVOLUTION, DECODE_CONVOLUTION ->
          tokens * channels * (heads.convKernel() + 1) * 2 + tokens * channels * 2;
      case PREFILL_SCAN -> recurrence + 4 * Math.floor(length / CHUNK) * state;
      case DECODE_UPDATE -> recurrence;
      default -> 2 * tokens * hidden * 2;
    };
  }
}
