/**
 * The one family of errors: what failed with its value, why, and what to do next.
 *
 * <p>Everything else may import this package; it imports nothing of the project.
 */
@NullMarked
package io.servelab.error;

import org.jspecify.annotations.NullMarked;
