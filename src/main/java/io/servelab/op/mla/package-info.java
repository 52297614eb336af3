/**
 * Multi-head latent attention: the kernel alone, its decode projections, and whole attention blocks
 * as they were measured, on ordinary and on wide expert-parallel deployments.
 */
@NullMarked
package io.servelab.op.mla;

import org.jspecify.annotations.NullMarked;
