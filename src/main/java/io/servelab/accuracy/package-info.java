/**
 * Measured serving points: reading them, predicting them, and telling how far and how surely the
 * predictions go.
 *
 * <p>Entry point: {@link io.servelab.accuracy.AccuracyRun}. Constants are fitted with whole groups
 * of points (model, system and engine) left out, because random points of one group give each other
 * away.
 */
@NullMarked
package io.servelab.accuracy;

import org.jspecify.annotations.NullMarked;
