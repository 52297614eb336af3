/**
 * The facade that notebooks, JShell and plain Java use: one static import gives everything.
 *
 * <pre>{@code
 * import static io.servelab.ServeLab.*;
 *
 * var study = study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 32).backend("trtllm")
 *     .workload(isl(4000), osl(500), prefix(500)).sla(ttft(300), tpot(10));
 * var result = study.search();
 * }</pre>
 *
 * <p>The nouns here wrap the values of the packages below them, show themselves, and compute
 * nothing.
 */
@NullMarked
package io.servelab;

import org.jspecify.annotations.NullMarked;
