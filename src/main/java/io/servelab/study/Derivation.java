package io.servelab.study;

import io.servelab.model.ModelConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows from the settings of a study: the last layer computes it. */
final class Derivation {

  private final Trace trace;
  private final Map<String, Object> derived = new LinkedHashMap<>();

  private Derivation(Trace trace) {
    this.trace = trace;
  }

  /**
   * Settings that follow from the others.
   *
   * @param model the model, if the study names one
   */
  static ConfigPatch of(Trace trace, Optional<ModelConfig> model) {
    Derivation derivation = new Derivation(trace);
    derivation.inherit("decode_system", "system");
    derivation.inherit("decode_version", "version");
    derivation.countDrafts(model);
    trace.find("gpus").ifPresent(gpus -> derivation.fitCluster((Long) gpus));
    return ConfigPatch.of(derivation.derived, "what follows from the study");
  }

  private void inherit(String name, String from) {
    if (trace.find(name).isEmpty()) {
      trace.find(from).ifPresent(value -> derived.put(name, value));
    }
  }

  /** Models that ship draft layers say how many tokens they draft. */
  private void countDrafts(Optional<ModelConfig> model) {
    if (model.isPresent() && trace.find("nextn").filter("auto"::equals).isPresent()) {
      derived.put("nextn", model.get().suggestedDraftTokens());
    }
  }

  /** Neither a worker nor a replica can be larger than the cluster. */
  private void fitCluster(long gpus) {
    for (String role : ConfigKeys.ROLES) {
      trim(role + ".gpus", gpus);
    }
    trim("replica.gpus", gpus);
    trace
        .find("replica.max_gpus")
        .filter(limit -> (Long) limit > gpus)
        .ifPresent(limit -> derived.put("replica.max_gpus", gpus));
  }

  private void trim(String name, long gpus) {
    trace
        .find(name)
        .ifPresent(
            sizes -> {
              List<?> fitting =
                  ((List<?>) sizes).stream().filter(size -> (Long) size <= gpus).toList();
              if (!fitting.equals(sizes)) {
                derived.put(name, fitting);
              }
            });
  }
}
