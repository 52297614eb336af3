/**
 * Judges candidates: metrics, hard and soft constraints with penalties, prices, objectives, and
 * scores that explain themselves term by term.
 *
 * <p>Entry point: {@link io.servelab.search.score.Scoring}.
 */
@NullMarked
package io.servelab.search.score;

import org.jspecify.annotations.NullMarked;
