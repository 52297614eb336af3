package io.servelab.search;

/** Kinds of deployment. */
public enum ServingMode {
  /** One pool of workers that prefill and decode. */
  AGGREGATED("agg"),
  /** Separate pools of prefill and decode workers. */
  DISAGGREGATED("disagg");

  private final String id;

  ServingMode(String id) {
    this.id = id;
  }

  /** Name in files and options. */
  public String id() {
    return id;
  }
}
