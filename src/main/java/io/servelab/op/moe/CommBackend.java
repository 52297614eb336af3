package io.servelab.op.moe;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Libraries that exchange tokens between the ranks of wide expert parallelism. */
public enum CommBackend {
  /** DeepEP kernels for throughput, in prefill. */
  DEEPEP_HT,
  /** DeepEP kernels for latency, in decode. */
  DEEPEP_LL,
  /** The second generation of DeepEP, in prefill. */
  DEEPEP_V2_CONTEXT,
  /** The second generation of DeepEP, in decode. */
  DEEPEP_V2_GENERATION,
  /** DeepEP inside TensorRT-LLM, in prefill. */
  TRTLLM_DEEPEP_HT,
  /** DeepEP inside TensorRT-LLM, in decode. */
  TRTLLM_DEEPEP_LL,
  /** NVLink copies that both sides take part in. */
  NVLINK_TWO_SIDED,
  /** NVLink copies that the receiver does not take part in. */
  NVLINK_ONE_SIDED;

  /**
   * The backend with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static CommBackend of(String id) {
    return Arrays.stream(values())
        .filter(backend -> backend.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "comm backend", id, Arrays.stream(values()).map(CommBackend::id).toList()));
  }

  /** Name in tables and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Steps of one exchange, in order. */
  public List<ExchangePhase> phases() {
    return this == NVLINK_TWO_SIDED
        ? List.of(ExchangePhase.PREPARE, ExchangePhase.DISPATCH, ExchangePhase.COMBINE)
        : List.of(ExchangePhase.DISPATCH, ExchangePhase.COMBINE);
  }

  /** Whether rows of a single node stand in for several nodes. */
  boolean carriesOneNode() {
    return this == DEEPEP_HT
        || this == DEEPEP_LL
        || this == TRTLLM_DEEPEP_HT
        || this == TRTLLM_DEEPEP_LL;
  }
}
