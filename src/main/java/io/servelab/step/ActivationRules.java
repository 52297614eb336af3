package io.servelab.step;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerPlan;
import io.servelab.model.Experts;
import io.servelab.model.Family;
import java.util.EnumSet;
import java.util.Set;

/**
 * Working memory of a pass: a multiple of the attention width for every token, by family and
 * tensor-parallel size, and for some families a workspace of the routed experts.
 *
 * <p>Source: coefficients of aiconfigurator 0.12.0, fitted to engines of its time.
 */
final class ActivationRules {

  private static final double MIB = 1 << 20;
  private static final int LARGEST_TP = 8;
  private static final double SGLANG_MARGIN = 1.15;

  private static final double[] PLAIN = {10, 6, 5, 5};
  private static final double[] LLAMA = {11, 6.5, 5, 5};
  private static final double[] EXPERTS = {22, 13, 10, 10};
  private static final double[] SGLANG_PLAIN = {13, 8, 6.5, 6.5};
  private static final double[] SGLANG_LLAMA = {14, 8.5, 6.5, 6.5};
  private static final double[] SGLANG_EXPERTS = {28, 17, 13, 13};

  private static final Set<Family> EXPERT_FAMILIES =
      EnumSet.of(
          Family.MOE,
          Family.GEMMA4MIX,
          Family.STEP3P7,
          Family.DEEPSEEK,
          Family.DEEPSEEKV32,
          Family.DEEPSEEKV4,
          Family.KIMIK25);
  private static final Set<Family> WORKSPACE_FAMILIES =
      EnumSet.of(
          Family.GEMMA4MIX,
          Family.STEP3P7,
          Family.DEEPSEEK,
          Family.DEEPSEEKV32,
          Family.DEEPSEEKV4,
          Family.KIMIK25);

  private ActivationRules() {}

  /**
   * Working memory of a pass, bytes.
   *
   * @param plan the worker
   * @param tokens tokens of the pass on one rank
   * @param draftGrowth factor by which draft tokens enlarge the pass
   */
  static double bytes(LayerPlan plan, double tokens, double draftGrowth) {
    boolean sglang = plan.engine() == ServingEngine.SGLANG;
    double width = (double) plan.model().attention().heads() * plan.model().attention().headDim();
    double bytes = 2 * tokens * width * coefficient(plan);
    if (WORKSPACE_FAMILIES.contains(plan.model().family())) {
      bytes += expertWorkspace(plan, tokens, width);
    }
    double floor = (sglang ? 90 : 70) * MIB;
    double grown = Math.max(bytes, floor) * draftGrowth;
    return sglang ? grown * SGLANG_MARGIN : grown;
  }

  private static double expertWorkspace(LayerPlan plan, double tokens, double width) {
    Experts experts = plan.model().experts();
    Family family = plan.model().family();
    boolean hiddenWide =
        plan.engine() == ServingEngine.SGLANG
            || family == Family.GEMMA4MIX
            || family == Family.STEP3P7;
    double perToken = hiddenWide ? plan.hidden() : width;
    return tokens
        * perToken
        * plan.parallel().dp()
        * experts.count()
        * experts.topk()
        / plan.parallel().moeEp()
        / 128
        * 4;
  }

  private static double coefficient(LayerPlan plan) {
    boolean sglang = plan.engine() == ServingEngine.SGLANG;
    Family family = plan.model().family();
    double[] row;
    if (EXPERT_FAMILIES.contains(family) || (sglang && family == Family.KIMIK3)) {
      row = sglang ? SGLANG_EXPERTS : EXPERTS;
    } else if (family == Family.LLAMA) {
      row = sglang ? SGLANG_LLAMA : LLAMA;
    } else {
      row = sglang ? SGLANG_PLAIN : PLAIN;
    }
    int tp = Math.min(plan.parallel().tp(), LARGEST_TP);
    return switch (tp) {
      case 1 -> row[0];
      case 2 -> row[1];
      case 4 -> row[2];
      case 8 -> row[3];
      default ->
          throw InvalidValueException.of(
              "tp", plan.parallel().tp(), "memory is known for tp 1, 2, 4, 8 and above only.");
    };
  }
}
