package io.servelab.layers;

import io.servelab.op.Phase;
import io.servelab.op.moe.CommBackend;
import java.util.Optional;

/**
 * Wide expert parallelism: experts exchange tokens through a library for each phase instead of
 * plain collectives.
 *
 * @param prefill library in prefill; plain collectives if absent
 * @param decode library in decode; plain collectives if absent
 * @param spareSlots places for copies of busy experts, on all ranks together
 * @param balanced whether copies even out the load
 */
public record WideExperts(
    Optional<CommBackend> prefill,
    Optional<CommBackend> decode,
    int spareSlots,
    boolean balanced) {

  /** Plain collectives in both phases. */
  public static final WideExperts NONE =
      new WideExperts(Optional.empty(), Optional.empty(), 0, false);

  /** Libraries for both phases, without copies of experts. */
  public static WideExperts of(Optional<CommBackend> prefill, Optional<CommBackend> decode) {
    return new WideExperts(prefill, decode, 0, false);
  }

  /** Library of a phase. */
  Optional<CommBackend> of(Phase phase) {
    return phase == Phase.PREFILL ? prefill : decode;
  }
}
