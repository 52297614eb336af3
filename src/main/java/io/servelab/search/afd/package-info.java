/**
 * Searches deployments whose attention and feed-forward layers have nodes of their own.
 *
 * <p>Whole nodes are dealt out to the two sides in every way that the space allows; each way takes
 * the largest batch that fits and meets the targets. Ordinary prefill workers may be paired with
 * them.
 */
@NullMarked
package io.servelab.search.afd;

import org.jspecify.annotations.NullMarked;
