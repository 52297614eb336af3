package io.servelab.op.state;

import io.servelab.model.LinearAttention;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableIndex;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Table {@code kda}: which kernel of it answers, and with which layer shape. */
final class KdaTable {

  private static final TableIndex<StateTable<LinearAttention>> INDEX =
      database -> StateTable.of(database, "kda", Function.identity(), StateTable::linearAttention);

  private static final Set<String> PARTS_OF_DECODE =
      Set.of(Kda.DECODE_CONVOLUTION, Kda.DECODE_UPDATE);
  private static final Set<String> PARTS_OF_VERIFY =
      Set.of(Kda.DECODE_CONVOLUTION, Kda.VERIFY_UPDATE);

  private KdaTable() {}

  /** The curve of a kernel at its own layer shape, else at the nearest number of value heads. */
  static Optional<Grid> find(PerfDatabase database, Kda kda) {
    int wanted = kda.heads().valueHeads();
    return database
        .index(INDEX)
        .findElseLeast(
            key(kda),
            Comparator.comparingInt(
                    (StateTable.Key<LinearAttention> key) ->
                        Math.abs(key.shape().valueHeads() - wanted))
                .thenComparingInt(key -> key.shape().valueHeads()));
  }

  /** Whether the kernel was measured only as part of one that fuses convolution and recurrence. */
  static boolean onlyFused(PerfDatabase database, Kda kda) {
    StateTable<LinearAttention> table = database.index(INDEX);
    return switch (kda.pass()) {
      case PREFILL -> false;
      case DECODE ->
          PARTS_OF_DECODE.contains(kda.kernel())
              && table.find(key(kda)).isEmpty()
              && table.find(key(kda).ofKernel(Kda.FUSED_DECODE)).isPresent();
      case VERIFY -> PARTS_OF_VERIFY.contains(kda.kernel()) && onlyKernel(table, Kda.FUSED_VERIFY);
    };
  }

  private static boolean onlyKernel(StateTable<LinearAttention> table, String kernel) {
    Set<String> verifying =
        table
            .keys()
            .filter(key -> key.pass().equals(StatePass.VERIFY.id()))
            .map(StateTable.Key::kernel)
            .collect(Collectors.toSet());
    return verifying.equals(Set.of(kernel));
  }

  private static StateTable.Key<LinearAttention> key(Kda kda) {
    return new StateTable.Key<>(kda.kernel(), kda.pass().id(), kda.hidden(), kda.heads());
  }
}
