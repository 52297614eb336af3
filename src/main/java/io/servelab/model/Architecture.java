package io.servelab.model;

import static io.servelab.model.Architecture.Trait.QK_NORM;
import static io.servelab.model.Architecture.Trait.TEXT_CONFIG;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.List;

/**
 * The architectures that are modelled, by the name that a {@code config.json} gives.
 *
 * <p>Another architecture of a known family is one more line here.
 */
public enum Architecture {
  LLAMA("LlamaForCausalLM", Family.LLAMA),
  QWEN2("Qwen2ForCausalLM", Family.LLAMA),
  QWEN3("Qwen3ForCausalLM", Family.LLAMA, QK_NORM),
  MIMO("MiMoForCausalLM", Family.LLAMA),
  MIXTRAL("MixtralForCausalLM", Family.MOE),
  GPT_OSS("GptOssForCausalLM", Family.MOE),
  QWEN2_MOE("Qwen2MoeForCausalLM", Family.MOE),
  QWEN3_MOE("Qwen3MoeForCausalLM", Family.MOE, QK_NORM),
  MINIMAX_M2("MiniMaxM2ForCausalLM", Family.MOE, QK_NORM),
  DEEPSEEK("DeepSeekForCausalLM", Family.DEEPSEEK),
  DEEPSEEK_V3("DeepseekV3ForCausalLM", Family.DEEPSEEK),
  KIMI_K25("KimiK25ForConditionalGeneration", Family.KIMIK25, TEXT_CONFIG),
  DEEPSEEK_V32("DeepseekV32ForCausalLM", Family.DEEPSEEKV32),
  GLM_MOE_DSA("GlmMoeDsaForCausalLM", Family.DEEPSEEKV32),
  DEEPSEEK_V4("DeepseekV4ForCausalLM", Family.DEEPSEEKV4),
  KIMI_K3("KimiK3ForConditionalGeneration", Family.KIMIK3, TEXT_CONFIG),
  NEMOTRON("NemotronForCausalLM", Family.NEMOTRONNAS),
  DECI_LM("DeciLMForCausalLM", Family.NEMOTRONNAS),
  NEMOTRON_H("NemotronHForCausalLM", Family.NEMOTRONH),
  MIMO_V2_FLASH("MiMoV2FlashForCausalLM", Family.HYBRIDMOE),
  LLAMA4("Llama4ForConditionalGeneration", Family.HYBRIDMOE, TEXT_CONFIG),
  STEP3P7("Step3p7ForConditionalGeneration", Family.STEP3P7, TEXT_CONFIG, QK_NORM),
  STEP3P5("Step3p5ForCausalLM", Family.STEP3P7, QK_NORM),
  STEP3P7_FLASH("Step3p7FlashForCausalLM", Family.STEP3P7, TEXT_CONFIG, QK_NORM),
  STEP3P5_FLASH("Step3p5FlashForCausalLM", Family.STEP3P7, QK_NORM),
  QWEN35("Qwen3_5ForConditionalGeneration", Family.QWEN35, TEXT_CONFIG, QK_NORM),
  QWEN35_MOE("Qwen3_5MoeForConditionalGeneration", Family.QWEN35, TEXT_CONFIG, QK_NORM),
  QWEN3_VL("Qwen3VLForConditionalGeneration", Family.QWEN3VL, TEXT_CONFIG),
  QWEN3_VL_MOE("Qwen3VLMoeForConditionalGeneration", Family.QWEN3VL_MOE, TEXT_CONFIG),
  GEMMA4("Gemma4ForConditionalGeneration", Family.GEMMA4MIX, TEXT_CONFIG),
  MINIMAX_M3("MiniMaxM3ForCausalLM", Family.MINIMAXM3),
  MINIMAX_M3_SPARSE("MiniMaxM3SparseForConditionalGeneration", Family.MINIMAXM3, TEXT_CONFIG),
  /** A dense transformer with a plain, ungated feed-forward layer; no checkpoint names it. */
  GENERIC_DENSE("GPT", Family.GPT);

  /** What holds for every model of an architecture. */
  enum Trait {
    /** The language model's fields are nested in {@code text_config}. */
    TEXT_CONFIG,
    /** Queries and keys are normalised per head. */
    QK_NORM
  }

  private final String id;
  private final Family family;
  private final boolean textConfig;
  private final boolean qkNorm;

  Architecture(String id, Family family, Trait... traits) {
    this.id = id;
    this.family = family;
    List<Trait> given = List.of(traits);
    this.textConfig = given.contains(TEXT_CONFIG);
    this.qkNorm = given.contains(QK_NORM);
  }

  /**
   * The architecture with this name.
   *
   * @throws UnknownNameException if none is modelled under it; the message names the closest ones
   */
  public static Architecture of(String id) {
    for (Architecture architecture : values()) {
      if (architecture.id.equals(id)) {
        return architecture;
      }
    }
    throw unknown(id, "");
  }

  /** The error for a name under which nothing is modelled. */
  static UnknownNameException unknown(String id, String advice) {
    return UnknownNameException.of(
        "architecture", id, Arrays.stream(values()).map(Architecture::id).toList(), advice);
  }

  /** Whether something is modelled under a name. */
  static boolean knows(String id) {
    return Arrays.stream(values()).anyMatch(architecture -> architecture.id.equals(id));
  }

  /** Name in a {@code config.json} and in tables keyed by architecture. */
  public String id() {
    return id;
  }

  /** The family that this architecture belongs to. */
  public Family family() {
    return family;
  }

  /** Whether queries and keys are normalised per head before attention. */
  public boolean usesQkNorm() {
    return qkNorm;
  }

  /** Whether the language model's fields are nested in {@code text_config}. */
  boolean nestsTextConfig() {
    return textConfig;
  }

  @Override
  public String toString() {
    return id;
  }
}
