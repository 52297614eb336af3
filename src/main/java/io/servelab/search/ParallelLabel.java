package io.servelab.search;

import io.servelab.model.Parallelism;

/** Short names of parallel layouts. */
public final class ParallelLabel {

  private ParallelLabel() {}

  /** All sizes of a layout, such as {@code tp4pp1dp1etp1ep1}. */
  public static String of(Parallelism layout) {
    return "tp"
        + layout.tp()
        + "pp"
        + layout.pp()
        + "dp"
        + layout.dp()
        + "etp"
        + layout.moeTp()
        + "ep"
        + layout.moeEp()
        + (layout.cp() > 1 ? "cp" + layout.cp() : "");
  }
}
