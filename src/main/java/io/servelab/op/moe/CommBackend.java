package io.servelab.op.moe;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Libraries that exchange tokens between the ranks of wide expert parallelism, preferred first. */
public enum CommBackend {
  /** DeepEP kernels for throughput. */
  DEEPEP_HT(Set.of(ServingEngine.SGLANG, ServingEngine.VLLM), Set.of(Phase.PREFILL)),
  /** DeepEP kernels for latency. */
  DEEPEP_LL(Set.of(ServingEngine.SGLANG, ServingEngine.VLLM), Set.of(Phase.DECODE)),
  /** The second generation of DeepEP, in prefill. */
  DEEPEP_V2_CONTEXT(Set.of(ServingEngine.VLLM), Set.of(Phase.PREFILL)),
  /** The second generation of DeepEP, in decode. */
  DEEPEP_V2_GENERATION(Set.of(ServingEngine.VLLM), Set.of(Phase.DECODE)),
  /** DeepEP kernels for throughput inside TensorRT-LLM. */
  TRTLLM_DEEPEP_HT(Set.of(ServingEngine.TRTLLM), Set.of(Phase.PREFILL)),
  /** DeepEP kernels for latency inside TensorRT-LLM. */
  TRTLLM_DEEPEP_LL(Set.of(ServingEngine.TRTLLM), Set.of(Phase.DECODE)),
  /** NVLink copies that both sides take part in. */
  NVLINK_TWO_SIDED(Set.of(ServingEngine.TRTLLM), Set.of(Phase.PREFILL, Phase.DECODE)),
  /** NVLink copies that the receiver does not take part in. */
  NVLINK_ONE_SIDED(Set.of(ServingEngine.TRTLLM), Set.of(Phase.PREFILL, Phase.DECODE));

  private final Set<ServingEngine> engines;
  private final Set<Phase> passes;

  CommBackend(Set<ServingEngine> engines, Set<Phase> passes) {
    this.engines = engines;
    this.passes = passes;
  }

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

  /** Whether an engine uses it in such a pass. */
  public boolean serves(ServingEngine engine, Phase phase) {
    return engines.contains(engine) && passes.contains(phase);
  }

  /** Whether it needs NVLink between all ranks, as Blackwell racks have. */
  boolean overNvlink() {
    return this == NVLINK_TWO_SIDED || this == NVLINK_ONE_SIDED;
  }

  /** Whether rows of a single node stand in for several nodes. */
  boolean carriesOneNode() {
    return this == DEEPEP_HT
        || this == DEEPEP_LL
        || this == TRTLLM_DEEPEP_HT
        || this == TRTLLM_DEEPEP_LL;
  }
}
