/** Softmax attention over a KV cache in prefill and decode, and over image patches in encoders. */
@NullMarked
package io.servelab.op.attention;

import org.jspecify.annotations.NullMarked;
