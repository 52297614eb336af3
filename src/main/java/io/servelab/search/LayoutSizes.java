package io.servelab.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sizes that a person chose for the layouts of a role; the others stay as a search finds them.
 *
 * @param chosen sizes to consider, by what they are sizes of
 */
public record LayoutSizes(Map<Axis, List<Integer>> chosen) {

  /** What a worker has a size of. */
  public enum Axis {
    /** GPUs of a worker. */
    GPUS,
    /** Tensor parallelism. */
    TP,
    /** Pipeline stages. */
    PP,
    /** Data parallelism of attention. */
    DP,
    /** Tensor parallelism of experts. */
    MOE_TP,
    /** Expert parallelism. */
    MOE_EP,
    /** Context parallelism. */
    CP
  }

  /** Nothing chosen. */
  public static final LayoutSizes NONE = new LayoutSizes(Map.of());

  /** Copies the sizes. */
  public LayoutSizes {
    Map<Axis, List<Integer>> copied = new EnumMap<>(Axis.class);
    chosen.forEach((axis, sizes) -> copied.put(axis, List.copyOf(sizes)));
    chosen = Map.copyOf(copied);
  }

  /** A space with the chosen sizes in place of its own. */
  public ParallelSpace over(ParallelSpace usual) {
    return new ParallelSpace(
        of(Axis.GPUS, usual.gpus()),
        of(Axis.TP, usual.tp()),
        of(Axis.PP, usual.pp()),
        of(Axis.DP, usual.dp()),
        of(Axis.MOE_TP, usual.moeTp()),
        of(Axis.MOE_EP, usual.moeEp()),
        of(Axis.CP, usual.cp()));
  }

  private List<Integer> of(Axis axis, List<Integer> usual) {
    return chosen.getOrDefault(axis, usual);
  }
}
