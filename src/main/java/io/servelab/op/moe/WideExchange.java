package io.servelab.op.moe;

import io.servelab.op.Phase;
import java.util.Optional;

/**
 * A measured exchange that covers a layer in one kind of pass.
 *
 * @param layer the layer
 * @param phase the pass
 * @param backend library that exchanges
 * @param group ranks that exchange
 * @param measured ranks of the rows that answer; another group where none was measured for this one
 */
public record WideExchange(
    WideLayer layer,
    Phase phase,
    CommBackend backend,
    ExchangeGroup group,
    ExchangeGroup measured) {

  /**
   * Rows of another group that stand in for unmeasured ones; results carry it beside the numbers.
   *
   * @param phase the pass
   * @param backend library that exchanges
   * @param group ranks that exchange
   * @param measured ranks of the rows that answer
   */
  public record CommFallback(
      Phase phase, CommBackend backend, ExchangeGroup group, ExchangeGroup measured) {}

  /** The stand-in, if the group itself was not measured. */
  public Optional<CommFallback> fallback() {
    return group.equals(measured)
        ? Optional.empty()
        : Optional.of(new CommFallback(phase, backend, group, measured));
  }

  /**
   * One step of the exchange as an operation.
   *
   * @param sms SMs that the kernel occupies; 0 where it has no choice
   * @param tokenDivisor attention ranks that share the tokens of one rank
   */
  public MoeAllToAll step(ExchangePhase step, int sms, int tokenDivisor) {
    String wire = WireFormats.of(backend, step, layer.quant(), phase).orElseThrow();
    return new MoeAllToAll(
        backend, step, Routing.of(layer.shape()), group, wire, sms, tokenDivisor);
  }
}
