/**
 * Kernels of layers with a recurrent state instead of a KV cache: Mamba-2, gated delta rule, Kimi
 * delta attention.
 *
 * <p>All are bound by memory. Whatever was not measured is answered by the roofline, in every data
 * mode, and whatever was measured by the table, in every data mode.
 */
@NullMarked
package io.servelab.op.state;

import org.jspecify.annotations.NullMarked;
