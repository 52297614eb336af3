package io.servelab.search.afd;

import io.servelab.search.SearchRequest;
import java.util.List;
import java.util.Locale;

/**
 * What a search of A-nodes and F-nodes found.
 *
 * @param request what was asked
 * @param considered combinations of layout, micro-batches and pipeline
 * @param candidates what meets the targets, best throughput of the cluster first; never empty
 */
public record AfdResult(SearchRequest request, int considered, List<AfdCandidate> candidates) {

  /** Copies the candidates. */
  public AfdResult {
    candidates = List.copyOf(candidates);
  }

  /** The recommended one. */
  public AfdCandidate best() {
    return candidates.get(0);
  }

  /** The recommended one in one sentence. */
  public String verdict() {
    AfdCandidate best = best();
    String first =
        best.prefill().isPresent()
            ? String.format(Locale.ROOT, "TTFT %.0f ms, ", best.latency().ttftMs())
            : "decode alone, ";
    return String.format(
        Locale.ROOT,
        "Attention and feed-forward layers apart: %s, batch %d in %d micro-batches: %.1f"
            + " tokens/s/GPU, %sTPOT %.1f ms.",
        best.describe(),
        best.estimate().options().batch(),
        best.estimate().options().microbatches(),
        best.clusterTokensPerSPerGpu(),
        first,
        best.latency().tpotMs());
  }
}
