/**
 * Plans capacity from searches: replicas for a load, clusters for a load without a given size,
 * pools that scale on their own.
 *
 * <p>Entry points: {@link io.servelab.search.plan.LoadMatch}, {@link
 * io.servelab.search.plan.Recommendation} and {@link io.servelab.search.plan.AutoscalePlan}.
 */
@NullMarked
package io.servelab.search.plan;

import org.jspecify.annotations.NullMarked;
