/**
 * What an operation is: a shape-free description that, bound to a performance database, tells the
 * time of one call at a given shape.
 *
 * <p>The operators themselves live in sub-packages by kind; each is one record with its formula,
 * its table and its axes. Knows nothing of models or of how operations form a pass.
 */
@NullMarked
package io.servelab.op;

import org.jspecify.annotations.NullMarked;
