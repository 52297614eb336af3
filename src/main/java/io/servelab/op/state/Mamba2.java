package io.servelab.op.state;

import io.servelab.model.MambaShape;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the two kernels of a Mamba-2 layer: short convolution or state-space recurrence.
 *
 * <p>Table {@code mamba2}, axes {@code (batch, length)}, linear; a layer shape that was not
 * measured takes the first measured one of the same hidden size. Decode kernels are always answered
 * by the roofline: the reference release never finds their rows. With {@code x} tokens, {@code d =
 * heads * headDim} and {@code c = d + 2 * groups * stateSize}, a convolution moves {@code 2xc(taps
 * + 2)} bytes, a recurrence {@code 2x(c + heads + d)}.
 *
 * @param kernel kernel name
 * @param pass prefill or decode
 * @param hidden hidden size of the model
 * @param shape sizes of the layer; those of the whole model, whatever the tensor-parallel size
 */
public record Mamba2(String kernel, StatePass pass, int hidden, MambaShape shape)
    implements Operation {

  /** Convolution over a prompt. */
  public static final String PREFILL_CONVOLUTION = "causal_conv1d_fn";

  /** Recurrence over a prompt. */
  public static final String PREFILL_SCAN = "mamba_chunk_scan_combined";

  /** Convolution of one new token. */
  public static final String DECODE_CONVOLUTION = "causal_conv1d_update";

  /** Recurrence of one new token. */
  public static final String DECODE_UPDATE = "selective_state_update";

  private static final TableIndex<StateTable<MambaShape>> INDEX =
      database ->
          StateTable.of(
              database,
              "mamba2",
              Function.identity(),
              table -> {
                PerfTable.NumberColumn heads = table.number("nheads");
                PerfTable.NumberColumn headDim = table.number("head_dim");
                PerfTable.NumberColumn state = table.number("d_state");
                PerfTable.NumberColumn groups = table.number("n_groups");
                PerfTable.NumberColumn conv = table.number("d_conv");
                PerfTable.NumberColumn chunk = table.number("chunk_size");
                return row ->
                    new MambaShape(
                        (int) heads.at(row),
                        (int) headDim.at(row),
                        (int) state.at(row),
                        (int) groups.at(row),
                        (int) conv.at(row),
                        (int) chunk.at(row));
              });

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new StateTimer(database, pass, 0, this::bytes, () -> grid(database));
  }

  private Optional<Grid> grid(PerfDatabase database) {
    return pass == StatePass.PREFILL
        ? database
            .index(INDEX)
            .findElseFirst(new StateTable.Key<>(kernel, pass.id(), hidden, shape))
        : Optional.empty();
  }

  private double bytes(double sequences, double length) {
    double tokens = sequences * length;
    double inner = shape.innerSize();
    double channels = inner + 2.0 * shape.groups() * shape.stateSize();
    return switch (kernel) {
      case PREFILL_CONVOLUTION, DECODE_CONVOLUTION ->
          tokens * channels * (shape.convKernel() + 1) * 2 + tokens * channels * 2;
      default -> tokens * (channels + shape.heads()) * 2 + tokens * inner * 2;
    };
  }
}
