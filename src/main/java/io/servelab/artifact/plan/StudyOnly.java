package io.servelab.artifact.plan;

import io.servelab.engine.sim.EnginePresets;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.engine.sim.SchedulerChoices;
import io.servelab.estimate.ExpertBalance;
import io.servelab.layers.LayerEdit;
import io.servelab.search.SearchOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A setting of a study that changes what is predicted and that no deployment file says.
 *
 * @param key its key in the study
 * @param value its value
 * @param why why files do not say it
 * @param advice what to do about it
 */
public record StudyOnly(String key, String value, String why, String advice) {

  private static final String SIMULATED = "it sets the engines of simulations.";

  /** The settings of a search that files do not say. */
  static List<StudyOnly> of(SearchOptions options) {
    List<StudyOnly> found = new ArrayList<>();
    for (LayerEdit edit : options.choices().edits()) {
      found.add(
          new StudyOnly(
              "layer_edits",
              edit.describe(),
              "engines compute the model as it is.",
              "Expect the prediction only where the deployment computes the same."));
    }
    ExpertBalance balance = options.choices().balance();
    if (balance.balanced() && balance.spareSlots() == 0) {
      found.add(
          new StudyOnly(
              "eplb",
              "true",
              "moving busy experts needs statistics of the traffic.",
              "Set the engine's load balancer by hand."));
    }
    addTuning(found, options.tuning());
    return found;
  }

  private static void addTuning(List<StudyOnly> found, EngineTuning tuning) {
    SchedulerChoices chosen = tuning.scheduler();
    if (!tuning.recipe().equals(EnginePresets.BENCHMARK)) {
      add(found, "preset", tuning.recipe(), "Read what it sets in engine settings of the study.");
    }
    chosen
        .prompts()
        .ifPresent(rule -> add(found, "prompts", rule.id(), "See how the engine is started."));
    chosen
        .passTokens()
        .ifPresent(tokens -> add(found, "pass_tokens", tokens, instead("max_num_tokens")));
    chosen
        .maxSequences()
        .ifPresent(batch -> add(found, "max_sequences", batch, instead("max_batch_size")));
    chosen
        .pollPasses()
        .ifPresent(passes -> add(found, "poll_passes", passes, "Engines have no such flag."));
    chosen
        .blockTokens()
        .ifPresent(tokens -> add(found, "block_tokens", tokens, instead("block_size")));
    chosen
        .reservedOutput()
        .ifPresent(share -> add(found, "reserved_output", share, "Engines reserve in their way."));
    if (!chosen.graphBatches().isEmpty()) {
      add(found, "graph_batches", chosen.graphBatches(), instead("cuda_graph_sizes"));
    }
  }

  private static String instead(String parameter) {
    return "Set " + parameter + " of the files as well.";
  }

  private static void add(List<StudyOnly> found, String key, Object value, String advice) {
    found.add(new StudyOnly("engine." + key, value.toString(), SIMULATED, advice));
  }
}
