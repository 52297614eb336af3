/**
 * How serving engines turn passes into a stream of answers: their scheduling in closed form, and
 * the share of device memory they give to the KV cache.
 *
 * <p>Entry points: {@link io.servelab.engine.Worker} and {@link io.servelab.engine.ClosedForm}. One
 * class holds what is particular to an engine.
 */
@NullMarked
package io.servelab.engine;

import org.jspecify.annotations.NullMarked;
