/**
 * From a plan and the flags of its workers to files, one small generator for each target.
 *
 * <p>A new target is a class that implements {@link io.servelab.artifact.target.TargetGenerator}
 * and a constant in {@link io.servelab.artifact.target.Target}.
 */
@NullMarked
package io.servelab.artifact.target;

import org.jspecify.annotations.NullMarked;
