package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be set on a worker, named alike for all engines.
 *
 * <p>Data tables say which flag of which engine version carries it; a rule of each engine says what
 * value it has.
 */
public enum Parameter {
  TENSOR_PARALLEL_SIZE(Kind.WHOLE, "GPUs that share every layer"),
  PIPELINE_PARALLEL_SIZE(Kind.WHOLE, "pipeline stages"),
  DATA_PARALLEL_SIZE(Kind.WHOLE, "attention data-parallel ranks"),
  CONTEXT_PARALLEL_SIZE(Kind.WHOLE, "GPUs that share one prompt"),
  CONTEXT_PARALLEL(Kind.FLAG, "whether GPUs share one prompt"),
  CONTEXT_PARALLEL_STRATEGY(Kind.TEXT, "how a prompt is cut between GPUs"),
  ATTENTION_DP(Kind.FLAG, "whether attention is data-parallel"),
  EXPERT_PARALLEL(Kind.FLAG, "whether experts are spread over GPUs"),
  MOE_EXPERT_PARALLEL_SIZE(Kind.WHOLE, "expert-parallel size"),
  MOE_TENSOR_PARALLEL_SIZE(Kind.WHOLE, "tensor-parallel size of experts"),
  MOE_BACKEND(Kind.TEXT, "kernels of experts"),
  ALL_TO_ALL_BACKEND(Kind.TEXT, "library by which experts exchange tokens"),
  ALL_TO_ALL_MODE(Kind.TEXT, "mode of that library"),
  ATTENTION_BACKEND(Kind.TEXT, "attention kernels"),
  ENCODER_DATA_PARALLEL(Kind.FLAG, "whether encoder ranks share images rather than layers"),
  QUANTIZATION(Kind.TEXT, "number format that weights are converted to when they are loaded"),
  KV_CACHE_DTYPE(Kind.TEXT, "number format of the KV cache"),
  KV_MEMORY_FRACTION(Kind.NUMBER, "share of memory for the KV cache"),
  BLOCK_SIZE(Kind.WHOLE, "tokens in a block of the KV cache"),
  PREFIX_CACHE(Kind.FLAG, "whether cached prefixes are used again"),
  MAX_BATCH_SIZE(Kind.WHOLE, "requests of a rank at once"),
  MAX_NUM_TOKENS(Kind.WHOLE, "tokens of a pass"),
  MAX_SEQ_LEN(Kind.WHOLE, "longest sequence"),
  CHUNKED_PREFILL(Kind.FLAG, "whether prompts may be cut into chunks"),
  CHUNKED_PREFILL_TOKENS(Kind.WHOLE, "tokens of a chunk; -1 for whole prompts"),
  MIXED_CHUNK(Kind.FLAG, "whether prefill and decode share a pass"),
  PREFILL_BATCH(Kind.WHOLE, "prompts of a pass"),
  CUDA_GRAPH_SIZES(Kind.WHOLES, "batch sizes that are captured as CUDA graphs"),
  CUDA_GRAPH_PADDING(Kind.FLAG, "whether batches are padded to a captured size"),
  OVERLAP_SCHEDULE(Kind.FLAG, "whether scheduling overlaps with computing"),
  KV_TRANSFER_BACKEND(Kind.TEXT, "how the KV cache passes from prefill to decode"),
  KV_TRANSFER_TOKENS(Kind.WHOLE, "tokens of the transfer buffer"),
  SPECULATION(Kind.TEXT, "method of speculative decoding"),
  DRAFT_TOKENS(Kind.WHOLE, "tokens drafted in each step"),
  DRAFT_TOP_K(Kind.WHOLE, "branches of a draft"),
  VERIFIED_TOKENS(Kind.WHOLE, "tokens verified in each step"),
  SKIP_TOKENIZER_INIT(Kind.FLAG, "whether the worker goes without a tokenizer"),
  TRUST_REMOTE_CODE(Kind.FLAG, "whether code of the checkpoint may run");

  /** What values a parameter takes. */
  public enum Kind {
    WHOLE("a whole number"),
    NUMBER("a number"),
    FLAG("true or false"),
    TEXT("a text on one line"),
    WHOLES("a list of whole numbers");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }
  }

  private final String id = name().toLowerCase(Locale.ROOT);
  private final Kind kind;
  private final String meaning;

  Parameter(Kind kind, String meaning) {
    this.kind = kind;
    this.meaning = meaning;
  }

  /**
   * The parameter with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static Parameter of(String id) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "parameter", id, Arrays.stream(values()).map(Parameter::id).toList()));
  }

  /** Name in keys and data tables. */
  public String id() {
    return id;
  }

  /** What values it takes. */
  public Kind kind() {
    return kind;
  }

  /** What it stands for. */
  public String meaning() {
    return meaning;
  }

  /**
   * A value in canonical form: {@code Long}, {@code Double}, {@code Boolean}, {@code String} or a
   * list of {@code Long}.
   *
   * @throws InvalidValueException if the value is of another kind
   */
  public Object canonical(Object value) {
    try {
      return switch (kind) {
        case WHOLE -> whole(value);
        case NUMBER -> Double.valueOf(value.toString());
        case FLAG -> flag(value);
        case TEXT -> TextRule.LINE.require(id, value.toString());
        case WHOLES -> wholes(value);
      };
    } catch (NumberFormatException notNumber) {
      throw refusal(value);
    }
  }

  private static Long whole(Object value) {
    return Long.valueOf(value.toString().strip());
  }

  private Boolean flag(Object value) {
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal(value);
    };
  }

  private List<Long> wholes(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Parameter::whole).toList()
        : Arrays.stream(value.toString().strip().split("[ ,]+", -1)).map(Parameter::whole).toList();
  }

  private InvalidValueException refusal(Object value) {
    return InvalidValueException.of(id, value, "expected " + kind.expected + ".");
  }

  @Override
  public String toString() {
    return id;
  }
}
