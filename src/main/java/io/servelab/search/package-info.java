/**
 * Which deployment: spaces of candidates, their sweep, matching of prefill and decode pools, the
 * Pareto front and the ranking under latency targets.
 *
 * <p>Entry point: {@link io.servelab.search.Search}. An estimate does not depend on the targets, so
 * every candidate is evaluated once and filtered as often as needed.
 */
@NullMarked
package io.servelab.search;

import org.jspecify.annotations.NullMarked;
