package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.hardware.ServingEngine;
import java.util.Map;
import java.util.Optional;

/**
 * A pool of workers as its flags describe it.
 *
 * @param command what was found
 * @param engine its engine
 * @param role its part of the work
 * @param model path of the model; blank if it was not said
 * @param values parameters that its flags set, in canonical form
 */
record ReadWorker(
    WorkerCommand command,
    ServingEngine engine,
    Role role,
    String model,
    Map<Parameter, Object> values) {

  ReadWorker {
    values = Map.copyOf(values);
  }

  int whole(Parameter parameter, int otherwise) {
    return find(parameter).map(value -> Math.toIntExact((Long) value)).orElse(otherwise);
  }

  boolean flag(Parameter parameter) {
    return find(parameter).map(Boolean.TRUE::equals).orElse(false);
  }

  Optional<Object> find(Parameter parameter) {
    return Optional.ofNullable(values.get(parameter));
  }

  /** Whether another worker has the same part and the same flags. */
  boolean isLike(ReadWorker other) {
    return engine == other.engine
        && role == other.role
        && model.equals(other.model)
        && values.equals(other.values)
        && command.gpus() == other.command.gpus();
  }

  /** The same with more workers. */
  ReadWorker with(int more) {
    return new ReadWorker(command.with(more), engine, role, model, values);
  }

  /** Tokens that a pass of a rank may carry, if the flags say so. */
  Optional<Long> chunkTokens(ReadLayout layout) {
    boolean chunks = engine == ServingEngine.SGLANG;
    Optional<Long> tokens =
        find(chunks ? Parameter.CHUNKED_PREFILL_TOKENS : Parameter.MAX_NUM_TOKENS)
            .map(Long.class::cast)
            .filter(limit -> limit > 0);
    return chunks ? tokens.map(limit -> limit / layout.dp()) : tokens;
  }

  /** GPUs that one worker's flags ask for. */
  int gpus() {
    int stage = whole(Parameter.TENSOR_PARALLEL_SIZE, 1);
    int ranks = engine == ServingEngine.VLLM ? whole(Parameter.DATA_PARALLEL_SIZE, 1) : 1;
    return stage * ranks * whole(Parameter.PIPELINE_PARALLEL_SIZE, 1);
  }
}
