package io.servelab.op;

/**
 * The shape of one forward pass as an operation sees it.
 *
 * @param phase prefill or decode
 * @param batch sequences of one rank; in decode including speculative tokens
 * @param length prefill: new tokens of each sequence; decode: tokens already in its KV cache
 * @param prefix prefill: tokens of each sequence that were cached before
 * @param tokens tokens of the whole pass on one rank
 */
public record OpShape(Phase phase, long batch, long length, long prefix, long tokens) {

  /** Prefill of {@code batch} sequences with {@code length} new tokens each. */
  public static OpShape prefill(long batch, long length, long prefix) {
    return new OpShape(Phase.PREFILL, batch, length, prefix, batch * length);
  }

  /** One decode step of {@code batch} sequences with {@code length} tokens in cache. */
  public static OpShape decode(long batch, long length) {
    return new OpShape(Phase.DECODE, batch, length, 0, batch);
  }

  /** Spreads neighbouring shapes, which tables of remembered answers are full of. */
  @Override
  public int hashCode() {
    long hash = batch * 0x9E3779B97F4A7C15L;
    hash = (hash ^ length) * 0xC2B2AE3D27D4EB4FL;
    hash = (hash ^ prefix) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ tokens) * 0xC2B2AE3D27D4EB4FL + (phase == Phase.PREFILL ? 1 : 0);
    return (int) (hash ^ hash >>> 32);
  }

  /** The same pass seen by an operation that handles another number of tokens. */
  public OpShape withTokens(long count) {
    return new OpShape(phase, batch, length, prefix, count);
  }
}
