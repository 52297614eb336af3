/**
 * Fronts of any number of objectives: which points no other one beats, how much they cover, and how
 * far the rest is from them.
 *
 * <p>Entry point: {@link io.servelab.search.front.ParetoSet}. Knows nothing of deployments.
 */
@NullMarked
package io.servelab.search.front;

import org.jspecify.annotations.NullMarked;
