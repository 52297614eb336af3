/**
 * Attention blocks that read a chosen part of the cache: DeepSeek-V3.2 and GLM-5 (DSA), MiniMax-M3
 * (MSA), DeepSeek-V4 with its hyper-connections.
 *
 * <p>Each block is measured as a whole, projections and indexer included, so its operation also
 * carries the weights of a layer.
 */
@NullMarked
package io.servelab.op.sparse;

import org.jspecify.annotations.NullMarked;
