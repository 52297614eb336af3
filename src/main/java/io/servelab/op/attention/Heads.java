package io.servelab.op.attention;

/**
 * Attention heads of one rank.
 *
 * @param query query heads
 * @param kv key-value heads
 * @param dim width of a head
 */
public record Heads(int query, int kv, int dim) {

  /** Key under which tables keep key-value heads: 0 where every query head has its own. */
  int kvKey() {
    return kv == query ? 0 : kv;
  }
}
