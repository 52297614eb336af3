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

  /** Only the sizes above 1, such as {@code tp4}; {@code tp1} if there are none. */
  public static String brief(Parallelism layout) {
    String label =
        part("tp", layout.tp())
            + part("pp", layout.pp())
            + part("dp", layout.dp())
            + part("etp", layout.moeTp())
            + part("ep", layout.moeEp())
            + part("cp", layout.cp());
    return label.isEmpty() ? "tp1" : label;
  }

  private static String part(String name, int size) {
    return size > 1 ? name + size : "";
  }
}
