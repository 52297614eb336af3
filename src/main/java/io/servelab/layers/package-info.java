/**
 * From a model, a parallel layout and an engine to the ordered operations of a prefill and a decode
 * pass, and to the KV cache they fill.
 *
 * <p>Entry points: {@link io.servelab.layers.LayerStack}, which an analyst edits, and {@link
 * io.servelab.layers.ModelLayers}, which builds it. One class for each model family.
 */
@NullMarked
package io.servelab.layers;

import org.jspecify.annotations.NullMarked;
