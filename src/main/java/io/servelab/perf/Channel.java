package io.servelab.perf;

import java.util.Arrays;

/** Why a row may answer for a version. */
public enum Channel {
  /** Measured on the version itself. */
  PRIMARY("primary"),
  /** Named by the version as valid for it. */
  DECLARED_REUSE("declared_reuse"),
  /** From an earlier version of the same engine. */
  FALLBACK("fallback"),
  /** From another engine that runs the same kernel. */
  CROSS_BACKEND("cross_backend");

  private final String id;

  Channel(String id) {
    this.id = id;
  }

  /** Name in the {@code channel} column. */
  public String id() {
    return id;
  }

  static Channel of(String id) {
    return Arrays.stream(values())
        .filter(channel -> channel.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("channel = " + id));
  }
}
