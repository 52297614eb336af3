/**
 * The way back: from a deployment that exists already to an estimate of it.
 *
 * <p>Commands are read, never run, and values of variables count only where they are literal. A
 * flag that may matter and is not understood rejects the deployment.
 */
@NullMarked
package io.servelab.artifact.adapt;

import org.jspecify.annotations.NullMarked;
