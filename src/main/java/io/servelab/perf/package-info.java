/**
 * The performance database: measured operator tables, how they are read between and beyond their
 * points, and where every number came from.
 *
 * <p>Entry point: {@link io.servelab.perf.PerfDatabase}. Tables stay as measured; {@link
 * io.servelab.perf.GridInterpolator} and {@link io.servelab.perf.SiteCurves} answer from them and
 * {@link io.servelab.perf.Utilisation} estimates where they are silent. Knows nothing of models or
 * of what an operator computes: rooflines come in as {@link io.servelab.perf.Roofline}.
 */
@NullMarked
package io.servelab.perf;

import org.jspecify.annotations.NullMarked;
