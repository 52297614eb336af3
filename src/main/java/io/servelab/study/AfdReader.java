package io.servelab.study;

import io.servelab.estimate.afd.PipelineModel;
import io.servelab.search.afd.AfdSizes;
import io.servelab.search.afd.AfdSpace;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what a study says about A-nodes and F-nodes; the rest is as usual. */
final class AfdReader {

  /** The serving mode of attention and feed-forward layers on nodes of their own. */
  static final String MODE = "afd";

  private static final AfdSpace USUAL = AfdSpace.DEFAULT;

  private final StudyConfig config;
  private final Values values;

  AfdReader(StudyConfig config) {
    this.config = config;
    this.values = new Values(config);
  }

  AfdSpace read() {
    AfdSizes sizes =
        new AfdSizes(
            nodes("afd.attention_nodes"),
            nodes("afd.ffn_nodes"),
            sizes("afd.attention_tp", List.of()),
            sizes("afd.ffn_ep", List.of()),
            (int) whole("afd.max_ratio", USUAL.sizes().maxRatio()));
    OptionalLong batch = values.optionalWhole("afd.batch_size");
    return new AfdSpace(
        sizes,
        sizes("afd.microbatches", USUAL.microbatches()),
        pipelines(),
        new AfdSpace.Limits(
            batch,
            whole("afd.max_batch_size", USUAL.limits().maxBatch()),
            (int) whole("afd.max_candidates", USUAL.limits().maxCandidates()),
            values.text("afd.overflow", "error").equals("truncate")),
        flag("afd.paired", USUAL.paired()),
        values.optionalNumber("afd.transfer_factor").orElse(USUAL.transferFactor()),
        flag("afd.boundary_on_attention", USUAL.boundaryOnAttention()));
  }

  private OptionalInt nodes(String key) {
    OptionalLong given = values.optionalWhole(key);
    return given.isPresent()
        ? OptionalInt.of(Math.toIntExact(given.getAsLong()))
        : OptionalInt.empty();
  }

  private long whole(String key, long usual) {
    return values.optionalWhole(key).orElse(usual);
  }

  private boolean flag(String key, boolean usual) {
    return config.find(key).isPresent() ? values.flag(key) : usual;
  }

  private List<Integer> sizes(String key, List<Integer> usual) {
    return config.find(key).isPresent() ? values.sizes(key) : usual;
  }

  private List<PipelineModel> pipelines() {
    return config
        .find("afd.pipelines")
        .map(
            value ->
                ((List<?>) value.value())
                    .stream().map(name -> PipelineModel.of(name.toString())).distinct().toList())
        .orElse(USUAL.pipelines());
  }
}
