/**
 * Attention and feed-forward layers on GPUs of their own (AFD).
 *
 * <p>A-nodes run attention and everything else that is no feed-forward layer, F-nodes run experts
 * or dense feed-forward layers. In every layer the activations of a micro-batch travel from A to F
 * and back over the network between nodes, while both sides work on other micro-batches. Times come
 * from the operations of an ordinary worker, dealt out to the two sides.
 */
@NullMarked
package io.servelab.estimate.afd;

import org.jspecify.annotations.NullMarked;
