package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Family;
import io.servelab.model.ModelConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds the layers of any model; one line registers a family. */
public final class ModelLayers {

  private static final Map<Family, FamilyLayers> FAMILIES = new EnumMap<>(Family.class);

  static {
    FAMILIES.put(Family.LLAMA, new LlamaLayers());
    FAMILIES.put(Family.GPT, new GptLayers());
    FAMILIES.put(Family.MOE, new MoeLayers());
    FAMILIES.put(Family.DEEPSEEK, new DeepSeekLayers());
    FAMILIES.put(Family.KIMIK25, new DeepSeekLayers());
    FAMILIES.put(Family.DEEPSEEKV32, new DsaLayers());
    FAMILIES.put(Family.DEEPSEEKV4, new DeepSeekV4Layers());
    FAMILIES.put(Family.KIMIK3, new KimiK3Layers());
    FAMILIES.put(Family.MINIMAXM3, new MiniMaxM3Layers());
    FAMILIES.put(Family.QWEN35, new Qwen35Layers());
    FAMILIES.put(Family.NEMOTRONNAS, new NemotronNasLayers());
    FAMILIES.put(Family.NEMOTRONH, new NemotronHLayers());
    FAMILIES.put(Family.HYBRIDMOE, new HybridMoeLayers());
    FAMILIES.put(Family.STEP3P7, new Step3p7Layers());
    FAMILIES.put(Family.GEMMA4MIX, new Gemma4Layers());
    FAMILIES.put(Family.QWEN3VL, new LlamaLayers());
    FAMILIES.put(Family.QWEN3VL_MOE, new MoeLayers());
  }

  private ModelLayers() {}

  /**
   * The operations of both passes.
   *
   * @throws InvalidValueException if the layout cannot shard the model
   */
  public static LayerStack stack(LayerPlan plan) {
    FamilyLayers family = family(plan.model());
    PassBuilder prefill = PassBuilder.prefill(plan);
    PassBuilder decode = PassBuilder.decode(plan, family.draftFactor(plan));
    family.build(prefill);
    family.build(decode);
    return new LayerStack(prefill.build(), decode.build(), VisionLayers.of(plan));
  }

  /**
   * The operations of both passes after changes; those that meet no operation change nothing.
   *
   * @throws InvalidValueException if the layout cannot shard the model, or it has fewer layers than
   *     a change names
   */
  public static LayerStack stack(LayerPlan plan, List<LayerEdit> edits) {
    return stack(plan).with(edits, plan.layers());
  }

  /** The cache of one sequence on one rank. */
  public static KvCache kvCache(LayerPlan plan) {
    return family(plan.model()).kvCache(plan);
  }

  /** Table that tells in which formats a model's prefill attention was measured. */
  public static String prefillTable(ModelConfig model, ServingEngine engine) {
    return family(model).prefillTable(engine);
  }

  /** Whether a model's experts may exchange tokens through a library. */
  public static boolean exchangesWidely(ModelConfig model) {
    return family(model).exchangesWidely();
  }

  /** Whether passes have attention kernels outside measured blocks, among which one can choose. */
  public static boolean choosesAttentionKernel(LayerPlan plan) {
    return family(plan.model()).choosesAttentionKernel(plan);
  }

  private static FamilyLayers family(ModelConfig model) {
    FamilyLayers family = FAMILIES.get(model.family());
    if (family == null) {
      throw InvalidValueException.of(
          "model", model.id(), "its family " + model.family() + " has no layers.");
    }
    return family;
  }
}
