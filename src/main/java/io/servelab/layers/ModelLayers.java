package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.model.Family;
import io.servelab.op.Phase;
import java.util.EnumMap;
import java.util.Map;

/** Builds the layers of any model; one line registers a family. */
public final class ModelLayers {

  private static final Map<Family, FamilyLayers> FAMILIES = new EnumMap<>(Family.class);

  static {
    FAMILIES.put(Family.LLAMA, new LlamaLayers());
    FAMILIES.put(Family.GPT, new GptLayers());
    FAMILIES.put(Family.NEMOTRONNAS, new NemotronNasLayers());
  }

  private ModelLayers() {}

  /**
   * The operations of both passes.
   *
   * @throws InvalidValueException if the layout cannot shard the model
   */
  public static LayerStack stack(LayerPlan plan) {
    FamilyLayers family = family(plan);
    PassBuilder prefill = new PassBuilder(plan, Phase.PREFILL);
    PassBuilder decode = new PassBuilder(plan, Phase.DECODE);
    family.build(prefill);
    family.build(decode);
    return new LayerStack(prefill.build(), decode.build());
  }

  /** The cache of one sequence on one rank. */
  public static KvCache kvCache(LayerPlan plan) {
    return family(plan).kvCache(plan);
  }

  private static FamilyLayers family(LayerPlan plan) {
    FamilyLayers family = FAMILIES.get(plan.model().family());
    if (family == null) {
      throw InvalidValueException.of(
          "model", plan.model().id(), "its family " + plan.model().family() + " has no layers.");
    }
    return family;
  }
}
