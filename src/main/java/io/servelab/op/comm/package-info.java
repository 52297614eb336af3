/** Messages between GPUs: collectives and point-to-point sends. */
@NullMarked
package io.servelab.op.comm;

import org.jspecify.annotations.NullMarked;
