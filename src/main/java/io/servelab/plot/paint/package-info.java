/**
 * Draws Plotly JSON without a browser: the traces, axes, shapes, labels and legend that our figures
 * use, as a {@link io.servelab.plot.scene.Scene}.
 *
 * <p>Entry point: {@link io.servelab.plot.paint.FigurePainter}. A kind of trace is one {@code
 * TracePainter}; what has none is named below the drawing instead of being left out silently.
 */
@NullMarked
package io.servelab.plot.paint;

import org.jspecify.annotations.NullMarked;
