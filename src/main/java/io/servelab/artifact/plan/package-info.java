/**
 * What is to be deployed: a pure value with everything that files are generated from.
 *
 * <p>{@link io.servelab.artifact.plan.DeploymentPlan} comes from a candidate of a search or from
 * {@link io.servelab.artifact.plan.NaiveSizing}. It knows nothing of flags and files.
 */
@NullMarked
package io.servelab.artifact.plan;

import org.jspecify.annotations.NullMarked;
