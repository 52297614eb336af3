package io.servelab.model;

import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;

/**
 * Where a model will run, as far as number formats depend on it.
 *
 * @param system the machine
 * @param engine the serving engine
 * @param purpose what the formats are for
 * @param megaMoe whether one fused kernel dispatches and computes experts
 */
public record QuantContext(
    GpuSystem system, ServingEngine engine, Purpose purpose, boolean megaMoe) {

  /** What number formats are inferred for: a search and a fixed deployment differ in two rules. */
  public enum Purpose {
    /** One fixed deployment. */
    DEPLOYMENT,
    /**
     * A search: GPT-OSS experts run in MXFP8 on Blackwell with TensorRT-LLM, and an FP8 attention
     * product is only given up when the tables lack it.
     */
    SEARCH
  }

  /** A fixed deployment without the fused expert kernel. */
  public static QuantContext deployment(GpuSystem system, ServingEngine engine) {
    return new QuantContext(system, engine, Purpose.DEPLOYMENT, false);
  }

  /** A search without the fused expert kernel. */
  public static QuantContext search(GpuSystem system, ServingEngine engine) {
    return new QuantContext(system, engine, Purpose.SEARCH, false);
  }

  /** Whether the device is of the generation before FP4. */
  boolean isHopper() {
    return system.gpu().smVersion().orElse(0) == 90;
  }

  /** Whether the device multiplies FP4. */
  boolean isBlackwell() {
    return system.gpu().smAtLeast(100);
  }
}
