/** Operations of the dense part of a model: projections, embedding, element-wise kernels. */
@NullMarked
package io.servelab.op.dense;

import org.jspecify.annotations.NullMarked;
