package io.servelab.layers;

import io.servelab.op.Phase;
import io.servelab.op.moe.WideExchange;
import java.util.Map;
import java.util.Optional;

/**
 * Wide expert parallelism: experts exchange tokens through a library instead of plain collectives.
 *
 * @param exchanges exchange of each phase; plain collectives where there is none
 * @param spareSlots places for copies of busy experts, on all ranks together
 * @param balanced whether copies even out the load
 */
public record WideExperts(Map<Phase, WideExchange> exchanges, int spareSlots, boolean balanced) {

  /** Plain collectives in both phases. */
  public static final WideExperts NONE = new WideExperts(Map.of(), 0, false);

  /** Copies the exchanges. */
  public WideExperts {
    exchanges = Map.copyOf(exchanges);
  }

  /** Without copies of experts. */
  public static WideExperts of(Map<Phase, WideExchange> exchanges) {
    return new WideExperts(exchanges, 0, false);
  }

  /**
   * The same with an even load.
   *
   * @param slots places for copies of busy experts
   */
  public WideExperts balanced(int slots) {
    return new WideExperts(exchanges, slots, true);
  }

  /** Whether any phase exchanges through a library. */
  public boolean any() {
    return !exchanges.isEmpty();
  }

  /** Exchange of a phase. */
  Optional<WideExchange> of(Phase phase) {
    return Optional.ofNullable(exchanges.get(phase));
  }
}
