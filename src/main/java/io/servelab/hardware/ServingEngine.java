package io.servelab.hardware;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;

/** The serving engines whose kernels are measured and whose scheduling is modelled. */
public enum ServingEngine {
  TRTLLM("trtllm"),
  SGLANG("sglang"),
  VLLM("vllm");

  private final String id;

  ServingEngine(String id) {
    this.id = id;
  }

  /**
   * The engine with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static ServingEngine of(String id) {
    for (ServingEngine engine : values()) {
      if (engine.id.equals(id)) {
        return engine;
      }
    }
    throw UnknownNameException.of(
        "backend", id, Arrays.stream(values()).map(ServingEngine::id).toList());
  }

  /** Name used in tables, files and options. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
