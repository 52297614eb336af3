/**
 * A drawing as plain values, and its two writers.
 *
 * <p>A {@link io.servelab.plot.scene.Scene} is a list of marks in pixels; {@link
 * io.servelab.plot.scene.SvgWriter} and {@link io.servelab.plot.scene.PngWriter} write the same
 * scene, so that both images agree. Text is measured from a table of glyph widths, so that a
 * drawing does not depend on the fonts of the machine. Knows nothing of figures.
 */
@NullMarked
package io.servelab.plot.scene;

import org.jspecify.annotations.NullMarked;
