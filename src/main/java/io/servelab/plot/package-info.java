/**
 * Figures: one model, {@link io.servelab.plot.PlotFigure}, which is Plotly JSON, shown as an
 * interactive chart, a static SVG or PNG, a stand-alone HTML page, and text.
 *
 * <p>Kinds of figures ({@link io.servelab.plot.FrontPlot} and its neighbours) take plain points and
 * names; they build on Tablesaw's jsplot and add what it cannot say. Any jsplot figure becomes a
 * {@code PlotFigure} too. {@code plot.paint} turns the JSON into the drawing that {@code
 * plot.scene} writes as SVG or PNG. Knows nothing of models, searches or estimates.
 */
@NullMarked
package io.servelab.plot;

import org.jspecify.annotations.NullMarked;
