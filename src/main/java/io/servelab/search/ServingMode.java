package io.servelab.search;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;

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

  /**
   * The kind with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static ServingMode of(String id) {
    return Arrays.stream(values())
        .filter(mode -> mode.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "serving mode", id, Arrays.stream(values()).map(ServingMode::id).toList()));
  }

  /** Name in files and options. */
  public String id() {
    return id;
  }
}
