package io.servelab.model;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import java.util.Optional;
import java.util.OptionalInt;

/** Which parallel layouts a model can be served in. */
public final class ParallelRules {

  private ParallelRules() {}

  /**
   * Completes a layout: the experts' widths multiply to the GPUs that attention runs on.
   *
   * <p>A dense model has no experts; widths stated for it are kept as they are.
   *
   * @throws InvalidValueException if the model has experts and neither width is stated, or if the
   *     widths do not multiply to tp x dp x cp
   */
  public static Parallelism complete(ModelConfig model, RequestedLayout asked) {
    if (!model.isMoe()) {
      return layout(asked, asked.moeTp().orElse(1), asked.moeEp().orElse(1));
    }
    if (asked.moeTp().isEmpty() && asked.moeEp().isEmpty()) {
      throw InvalidValueException.because(
          model.id() + " has experts, so at least one of moe_tp and moe_ep must be stated.");
    }
    int moeTp = asked.moeTp().orElseGet(() -> otherWidth(asked, "moe_tp", "moe_ep", asked.moeEp()));
    int moeEp = asked.moeEp().orElseGet(() -> otherWidth(asked, "moe_ep", "moe_tp", asked.moeTp()));
    Parallelism layout = layout(asked, moeTp, moeEp);
    requireEqualWidths(layout);
    return layout;
  }

  /**
   * Requires that a model's tensors can be cut as a layout asks.
   *
   * @param model the model
   * @param layout the layout
   * @param experts format of the experts, which may have to be cut between blocks
   * @throws InvalidValueException if heads, experts or blocks cannot be divided so
   */
  public static void checkSharding(ModelConfig model, Parallelism layout, MoeQuant experts) {
    checkDivision(model, layout);
    requireWholeBlocks(model, layout.moeTp(), experts);
  }

  /**
   * Requires that a model's heads and experts can be divided as a layout asks; blocks of an expert
   * may be cut, which some engines pad.
   *
   * @throws InvalidValueException if heads or experts cannot be divided so
   */
  public static void checkDivision(ModelConfig model, Parallelism layout) {
    requireDivisibleHeads(model, layout.tp());
    requireExpertForEachRank(model, layout.moeEp());
    requireDivisibleLinearHeads(model, layout.tp());
  }

  /**
   * Requires that prefill may split one prompt, where a layout asks for it.
   *
   * @throws InvalidValueException if context parallelism meets another engine than SGLang, tensor
   *     or data parallelism of attention, or a family that lacks it
   */
  public static void checkContextParallelism(
      ModelConfig model, Parallelism layout, ServingEngine engine) {
    if (layout.cp() == 1) {
      return;
    }
    if (engine != ServingEngine.SGLANG) {
      throw invalidCp(layout, "only sglang has context parallelism, not " + engine + ".");
    }
    if (layout.tp() != 1 || layout.dp() != 1) {
      throw invalidCp(
          layout,
          "it goes with tp = 1 and dp = 1 only, not tp = "
              + layout.tp()
              + " and dp = "
              + layout.dp()
              + ".");
    }
    if (!model.family().supportsContextParallelism()) {
      throw invalidCp(layout, "it is not modelled for family " + model.family() + ".");
    }
  }

  /**
   * Requires that speculative draft layers may be added.
   *
   * @param draftTokens draft tokens of one step
   * @throws InvalidValueException if there are some and the family takes none
   */
  public static void checkDraftTokens(ModelConfig model, int draftTokens) {
    if (draftTokens != 0 && !model.family().supportsDraftLayers()) {
      throw InvalidValueException.sharding(
          "nextn = "
              + draftTokens
              + ": family "
              + model.family()
              + " takes no draft layers.\nLeave nextn at 0.");
    }
  }

  /** A warning where pipeline stages get different numbers of layers, which is not modelled. */
  public static Optional<String> unevenStages(ModelConfig model, Parallelism layout) {
    int layers = model.shape().layers();
    return layers % layout.pp() == 0
        ? Optional.empty()
        : Optional.of(
            layers
                + " layers do not divide into "
                + layout.pp()
                + " equal stages; every stage is modelled with the mean.");
  }

  private static Parallelism layout(RequestedLayout asked, int moeTp, int moeEp) {
    return new Parallelism(asked.tp(), asked.pp(), asked.dp(), moeTp, moeEp, asked.cp());
  }

  private static int otherWidth(
      RequestedLayout asked, String open, String stated, OptionalInt width) {
    int known = width.orElse(1);
    if (known < 1 || asked.attentionWidth() % known != 0) {
      throw InvalidValueException.because(
          open
              + " cannot be inferred: tp x dp x cp = "
              + asked.attentionWidth()
              + " is no multiple of "
              + stated
              + " = "
              + known
              + ".");
    }
    return asked.attentionWidth() / known;
  }

  private static void requireEqualWidths(Parallelism layout) {
    int attention = layout.tp() * layout.dp() * layout.cp();
    int experts = layout.moeTp() * layout.moeEp();
    if (attention != experts) {
      throw InvalidValueException.because(
          "Attention and experts must use the same GPUs: tp("
              + layout.tp()
              + ") x dp("
              + layout.dp()
              + ") x cp("
              + layout.cp()
              + ") = "
              + attention
              + ", but moe_tp("
              + layout.moeTp()
              + ") x moe_ep("
              + layout.moeEp()
              + ") = "
              + experts
              + ".");
    }
  }

  private static void requireDivisibleHeads(ModelConfig model, int tp) {
    int heads = model.attention().heads();
    if (heads % tp != 0) {
      throw InvalidValueException.sharding(
          "The " + heads + " heads of " + model.id() + " cannot be divided over tp = " + tp + ".");
    }
  }

  private static void requireExpertForEachRank(ModelConfig model, int moeEp) {
    int experts = model.experts().count();
    if (model.isMoe() && experts == 0 && moeEp != 1) {
      throw InvalidValueException.sharding(
          model.id() + " is dense, so moe_ep must be 1, not " + moeEp + ".");
    }
    if (model.isMoe() && experts > 0 && moeEp > experts) {
      throw InvalidValueException.sharding(
          "moe_ep = " + moeEp + " exceeds the " + experts + " experts of " + model.id() + ".");
    }
  }

  private static void requireDivisibleLinearHeads(ModelConfig model, int tp) {
    if (model.details() instanceof Qwen35Details details) {
      LinearAttention linear = details.linear();
      if (linear.keyHeads() % tp != 0 || linear.valueHeads() % tp != 0) {
        throw InvalidValueException.because(
            "The "
                + linear.keyHeads()
                + " key and "
                + linear.valueHeads()
                + " value heads of the linear attention of "
                + model.id()
                + " cannot both be divided over tp = "
                + tp
                + ".");
      }
    }
  }

  private static void requireWholeBlocks(ModelConfig model, int moeTp, MoeQuant experts) {
    if (!model.family().alignsExpertsToBlocks() || experts != MoeQuant.FP8_BLOCK) {
      return;
    }
    int width = model.experts().interSize();
    int block = model.checkpoint().weightBlockSizeOrUsual();
    if (width / moeTp % block != 0) {
      throw InvalidValueException.because(
          "An expert of width "
              + width
              + " cut over moe_tp = "
              + moeTp
              + " does not hold whole blocks of "
              + block
              + ".\nUse a smaller moe_tp, or moe_ep instead.");
    }
  }

  private static InvalidValueException invalidCp(Parallelism layout, String reason) {
    return InvalidValueException.of("cp", layout.cp(), reason);
  }
}
