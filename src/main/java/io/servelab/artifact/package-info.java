/**
 * From a chosen deployment to files that start it.
 *
 * <p>A {@code DeploymentPlan} says what is deployed; {@code Artifacts.of(plan)} generates and
 * checks its files; the bundle explains every flag and writes all of them into a folder.
 *
 * <p>The packages below it depend on one another in this order: {@code plan} (what is deployed),
 * {@code setting} (flags and their reasons), {@code file} (text, bundles), {@code target}
 * (generators), {@code lint} (checks), {@code adapt} (the way back, from an existing deployment to
 * an estimate), {@code memory} (capacity of a KV cache).
 */
@NullMarked
package io.servelab.artifact;

import org.jspecify.annotations.NullMarked;
