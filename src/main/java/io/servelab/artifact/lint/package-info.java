/**
 * Checks of generated files: YAML against shipped schemas, flags against the lists of the engine
 * version, GPUs against the plan.
 */
@NullMarked
package io.servelab.artifact.lint;

import org.jspecify.annotations.NullMarked;
