package io.servelab.layers;

import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names of operations: which there are, and what is particular to some. */
final class OperationNames {

  private static final List<String> PHASES = List.of("context_", "generation_");

  /** Operations that run once for a pass, not once for each layer. */
  private static final Set<String> OUTSIDE_LAYERS =
      Set.of("embedding", "embedding_ar", "logits_gemm", "p2p");

  private OperationNames() {}

  /** A name without its phase. */
  static String withoutPhase(String name) {
    for (String phase : PHASES) {
      if (name.startsWith(phase)) {
        return name.substring(phase.length());
      }
    }
    return name;
  }

  /** A name in the phase of another one, unless it has a phase already. */
  static String inPhaseOf(String other, String name) {
    boolean phased = PHASES.stream().anyMatch(name::startsWith);
    return phased ? name : other.substring(0, other.length() - withoutPhase(other).length()) + name;
  }

  static boolean isInLayers(LayerOp operation) {
    return !OUTSIDE_LAYERS.contains(withoutPhase(operation.name()));
  }

  /** An operation with those inside it. */
  static Stream<LayerOp> withParts(LayerOp operation) {
    return Stream.concat(
        Stream.of(operation), parts(operation.operation()).flatMap(OperationNames::withParts));
  }

  private static Stream<LayerOp> parts(Operation operation) {
    if (operation instanceof Overlap overlap) {
      return Stream.concat(overlap.first().stream(), overlap.second().stream());
    }
    if (operation instanceof Fallback fallback) {
      return Stream.concat(Stream.of(fallback.block()), fallback.parts().stream());
    }
    if (operation instanceof EditedBlock block) {
      return Stream.concat(Stream.of(block.block().block()), block.parts().stream());
    }
    if (operation instanceof ScaledOperation scaled) {
      return parts(scaled.operation());
    }
    return Stream.empty();
  }
}
