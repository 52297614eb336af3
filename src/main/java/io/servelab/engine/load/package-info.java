/**
 * What clients send: lengths of requests and the moments at which they are sent.
 *
 * <p>Entry point: {@link io.servelab.engine.load.RequestStream}. Everything random is drawn from a
 * seed, so that a run can be repeated bit for bit. Knows nothing of engines.
 */
@NullMarked
package io.servelab.engine.load;

import org.jspecify.annotations.NullMarked;
