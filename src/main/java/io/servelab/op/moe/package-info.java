/**
 * Routed experts: their kernels, the exchange of tokens between the ranks that hold them, and what
 * measurements of wide expert parallelism cover.
 */
@NullMarked
package io.servelab.op.moe;

import org.jspecify.annotations.NullMarked;
