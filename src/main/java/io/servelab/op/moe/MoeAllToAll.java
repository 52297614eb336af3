package io.servelab.op.moe;

import io.servelab.error.InvalidValueException;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * One step of the exchange of tokens on wide expert parallelism.
 *
 * <p>Tables {@code moe_a2a}, {@code wideep_deepep_normal}, {@code wideep_deepep_ll} and {@code
 * trtllm_alltoall}: for each backend, step, wire format, group and routing a curve over tokens, for
 * some at several numbers of SMs. Proportional beyond it. DeepEP steps over several nodes that were
 * not measured take the rows of one node unscaled. No estimate, no roofline.
 *
 * @param backend library that exchanges
 * @param phase step of the exchange
 * @param routing what a token sends
 * @param group ranks that exchange
 * @param wire number format on the wire, as tables name it
 * @param sms SMs that the kernel occupies; 0 where it has no choice
 * @param tokenDivisor attention ranks that share the tokens of one rank, rounded down
 */
public record MoeAllToAll(
    CommBackend backend,
    ExchangePhase phase,
    Routing routing,
    ExchangeGroup group,
    String wire,
    int sms,
    int tokenDivisor)
    implements Operation {

  /**
   * Checks the step.
   *
   * @throws InvalidValueException if the backend has no such step
   */
  public MoeAllToAll {
    if (!backend.phases().contains(phase)) {
      throw InvalidValueException.of(
          "phase of " + backend.id(), phase.id(), "expected one of " + backend.phases() + ".");
    }
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new ExchangeTimer(this, database);
  }
}
