package io.servelab.model;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystem;

/** Checkpoints that a kind of device cannot serve at all. */
public final class ModelCompatibility {

  private static final int HOPPER = 90;

  private ModelCompatibility() {}

  /**
   * Refuses a search for a model that no layout can serve on a system.
   *
   * @throws InvalidValueException if the model's experts ship in FP4 and the device is a Hopper;
   *     the message names a checkpoint that works
   */
  public static void check(ModelConfig model, GpuSystem system) {
    boolean fp4Experts = model.family() == Family.DEEPSEEKV4 && model.checkpoint().hasFp4Experts();
    if (fp4Experts && system.gpu().smVersion().orElse(0) == HOPPER) {
      throw InvalidValueException.of(
          "model",
          model.id(),
          "its experts ship in FP4, which "
              + system.name()
              + " (Hopper) does not serve.\nUse "
              + fp8Sibling(model.id())
              + " instead.");
    }
  }

  private static String fp8Sibling(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1).replace("-NVFP4", "");
    return "sgl-project/" + name + "-FP8";
  }
}
