/**
 * Chooses among candidates: recommendation, picks by purpose, which kind of deployment is better,
 * and, where nothing meets the constraints, what comes nearest and what to change.
 *
 * <p>Entry points: {@link io.servelab.search.choice.Choice} and {@link
 * io.servelab.search.choice.Advice}.
 */
@NullMarked
package io.servelab.search.choice;

import org.jspecify.annotations.NullMarked;
