/**
 * From a chosen deployment to files that start it.
 *
 * <pre>{@code
 * DeploymentPlan plan = DeploymentPlan.of(request, candidate).withStudy(config);
 * ArtifactBundle bundle = Artifacts.of(plan);
 * bundle.explain();
 * bundle.writeTo(Path.of("deploy"));
 * }</pre>
 *
 * <p>The packages below it depend on one another in this order: {@code plan} (what is deployed),
 * {@code setting} (flags and their reasons), {@code file} (text, bundles), {@code target}
 * (generators), {@code lint} (checks), {@code adapt} (the way back, from an existing deployment to
 * an estimate), {@code memory} (capacity of a KV cache).
 */
@NullMarked
package io.servelab.artifact;

import org.jspecify.annotations.NullMarked;
