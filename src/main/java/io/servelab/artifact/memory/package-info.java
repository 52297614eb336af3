/** How many tokens the KV cache of a rank holds, for platforms that place requests by it. */
@NullMarked
package io.servelab.artifact.memory;

import org.jspecify.annotations.NullMarked;
