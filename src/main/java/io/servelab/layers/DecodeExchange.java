package io.servelab.layers;

/**
 * How ranks that share a prompt exchange tokens around experts in decode, where there is nothing to
 * share.
 */
enum DecodeExchange {
  /** Every rank routes the same tokens; sums are taken before and after the experts. */
  REPLICATED,

  /** Sums are taken after the experts only. */
  SUMMED,

  /** Tokens are gathered and scattered as in prefill. */
  GATHERED
}
