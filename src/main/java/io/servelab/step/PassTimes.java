package io.servelab.step;

/**
 * Times of the parts of a forward pass of one rank, from which a scheduler composes any pass.
 *
 * <p>A pass over prompt chunks {@code (n_i, past_i)} beside {@code b} decoding sequences with a
 * mean cache of {@code s} tokens takes {@code prefillTokens(sum n_i + b) + sum
 * prefillAttention(n_i, past_i) + decodeAttention(b, s) + head(rows)}; a pass that only decodes
 * takes {@code decodeTokens(b) + decodeAttention(b, s)}.
 *
 * <p>All times are milliseconds. Implementations are safe to share between threads.
 */
public interface PassTimes {

  /**
   * Operations over all tokens of a pass with prompt chunks, without those that see the past and
   * without the output projection.
   *
   * @param tokens tokens of the pass, at least 1
   */
  double prefillTokensMs(long tokens);

  /**
   * Operations over the tokens of all ranks of a pass with prompt chunks; 0 with a single rank.
   *
   * @param tokens mean tokens of a rank, at least 1
   */
  double prefillSharedMs(long tokens);

  /**
   * Operations of one prompt chunk that see its past.
   *
   * @param tokens tokens of the chunk, at least 1
   * @param past tokens of the prompt that were computed before
   */
  double prefillAttentionMs(long tokens, long past);

  /**
   * Output projection beside prompt chunks.
   *
   * @param rows chunks and decoding tokens that get an output
   */
  double headMs(long rows);

  /**
   * Operations of a pass without prompt chunks that do not see the past, output projection
   * included.
   *
   * @param tokens tokens of the pass, at least 1
   */
  double decodeTokensMs(long tokens);

  /**
   * Operations over the tokens of all ranks of a pass without prompt chunks; 0 with a single rank.
   *
   * @param tokens mean tokens of a rank, at least 1
   */
  double decodeSharedMs(long tokens);

  /**
   * Operations of decoding that see the past.
   *
   * @param tokens decoding tokens, at least 1
   * @param cache mean tokens in the cache of their sequences
   */
  double decodeAttentionMs(long tokens, double cache);
}
