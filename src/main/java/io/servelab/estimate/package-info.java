/**
 * One deployment under one load: what it will deliver and what it rests on.
 *
 * <p>Entry points: {@link io.servelab.estimate.WorkerSpec}, which names an engine instance, and the
 * estimates of its three ways to serve. Knows nothing of how deployments are searched.
 */
@NullMarked
package io.servelab.estimate;

import org.jspecify.annotations.NullMarked;
