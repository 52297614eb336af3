package io.servelab.layers;

import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.DsaDetails;
import io.servelab.model.GemmQuant;
import io.servelab.model.InferredQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.Parallelism;
import io.servelab.model.Projection;
import io.servelab.perf.Lanes;

/**
 * Everything that decides which operations a pass has.
 *
 * @param model the model
 * @param parallel how one worker shards it
 * @param quant number formats, with the groups that differ
 * @param engine the serving engine
 * @param system the machine
 * @param lanes attention kernels in order of preference
 * @param options choices beyond the layout
 */
public record LayerPlan(
    ModelConfig model,
    Parallelism parallel,
    InferredQuant quant,
    ServingEngine engine,
    GpuSystem system,
    Lanes lanes,
    PlanOptions options) {

  /** The same with other attention formats or groups. */
  public LayerPlan withQuant(InferredQuant other) {
    return new LayerPlan(model, parallel, other, engine, system, lanes, options);
  }

  /** The same with another order of attention kernels. */
  public LayerPlan withLanes(Lanes other) {
    return new LayerPlan(model, parallel, quant, engine, system, other, options);
  }

  /** Layers of the whole model. */
  public int layers() {
    return model.shape().layers();
  }

  /** Hidden size. */
  public long hidden() {
    return model.shape().hiddenSize();
  }

  /**
   * Number format of the expert that every token visits. Once any pass exchanges tokens through a
   * library, the reference release quantises it even where a checkpoint does not, save for DSA on
   * TensorRT-LLM.
   */
  GemmQuant sharedExpertFormat() {
    boolean kept = engine == ServingEngine.TRTLLM && model.details() instanceof DsaDetails;
    return options.wideExperts().any() && !kept && !options.corrected()
        ? quant.modes().gemm()
        : quant.gemm(Projection.SHARED_EXPERT);
  }
}
