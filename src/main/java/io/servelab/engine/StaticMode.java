package io.servelab.engine;

/** Which phases of a batch are run. */
public enum StaticMode {
  /** Prefill and decode. */
  STATIC("static"),
  /** Prefill only. */
  PREFILL("static_ctx"),
  /** Decode only. */
  DECODE("static_gen");

  private final String id;

  StaticMode(String id) {
    this.id = id;
  }

  /** Name in requests. */
  public String id() {
    return id;
  }
}
