package io.servelab.perf;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;

/** Which evidence may answer a query. */
public enum DataMode {
  /** Measured tables only; what they lack is an error. */
  SILICON,
  /** Measured tables, and an estimate where they lack a point, a slice or a file. */
  HYBRID,
  /** Always the estimate from measured utilisation of the version's own rows. */
  EMPIRICAL,
  /** Always the roofline; needs no tables. */
  SOL;

  /**
   * The mode with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static DataMode of(String id) {
    for (DataMode mode : values()) {
      if (mode.name().equals(id)) {
        return mode;
      }
    }
    throw UnknownNameException.of(
        "database mode", id, Arrays.stream(values()).map(DataMode::name).toList());
  }

  /** Whether rows of other versions and engines may fill what the asked version lacks. */
  public boolean sharesRows() {
    return this == SILICON || this == HYBRID;
  }
}
