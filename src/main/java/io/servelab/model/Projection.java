package io.servelab.model;

/** Groups of dense projections that a checkpoint may keep in another format than the rest. */
public enum Projection {
  /** Query projections, compressed ones included. */
  ATTENTION_Q,
  /** Key and value projections, compressed ones included. */
  ATTENTION_KV,
  /** Output projection of attention. */
  ATTENTION_O,
  /** Projections of a linear attention layer. */
  LINEAR_ATTENTION,
  /** Projections of a sparse attention's indexer. */
  INDEXER,
  /** Dense feed-forward layers. */
  FEED_FORWARD,
  /** Experts that every token visits. */
  SHARED_EXPERT
}
