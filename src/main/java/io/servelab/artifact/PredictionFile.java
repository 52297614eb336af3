package io.servelab.artifact;

import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Prediction;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was predicted for a deployment, beside its files.
 *
 * @param plan the deployment
 */
record PredictionFile(DeploymentPlan plan) {

  String text() {
    Optional<Prediction> predicted = plan.basis().prediction();
    YamlDocument document =
        new YamlDocument()
            .comment(
                predicted.isPresent()
                    ? "What was predicted for this deployment; study.yaml, where it is there,"
                        + " repeats the search."
                    : "Nothing was predicted for this deployment: it was sized, not searched.");
    Tree tree =
        new Tree()
            .put("searched", predicted.isPresent())
            .put("model", plan.model().path())
            .put("engine", plan.release().engine().id())
            .put("engine_version", plan.release().version().text())
            .put("dynamo_version", plan.release().dynamo().text())
            .put("load", load())
            .put("gpus", plan.gpus())
            .put("replicas", plan.replicas())
            .put("concurrency", plan.concurrency())
            .put("roles", roles());
    predicted.ifPresent(values -> tree.put("predicted", predicted(values)));
    return document.document(tree.map()).text();
  }

  private Tree load() {
    Tree load =
        new Tree()
            .put("isl", plan.load().isl())
            .put("osl", plan.load().osl())
            .put("prefix", plan.load().prefix());
    if (plan.load().images().any()) {
      load.put("images", plan.load().images().count())
          .put("image_height", plan.load().images().heightPx())
          .put("image_width", plan.load().images().widthPx());
    }
    if (plan.settings().speculation().active()) {
      load.put("nextn", plan.settings().speculation().draftTokens())
          .put("nextn_accepted", plan.settings().speculation().accepted());
    }
    return load;
  }

  private static Tree predicted(Prediction values) {
    Tree measured = new Tree();
    values
        .measured()
        .forEach(
            (role, data) ->
                measured.put(
                    role.id(),
                    new Tree().put("system", data.system()).put("version", data.version())));
    return new Tree()
        .put("rules", values.rules())
        .put("ttft_ms", values.latency().ttftMs())
        .put("tpot_ms", values.latency().tpotMs())
        .put("request_latency_ms", values.latency().requestMs())
        .put("tokens_per_s", values.totalTokensPerS())
        .put("tokens_per_s_per_gpu", values.rates().tokensPerSPerGpu())
        .put("tokens_per_s_per_gpu_of_cluster", values.clusterTokensPerSPerGpu())
        .put("tokens_per_s_per_user", values.rates().tokensPerSPerUser())
        .put("requests_per_s", values.totalRequestsPerS())
        .put("measured", new Tree().merge(new TreeMap<>(measured.map())));
  }

  private List<Map<String, Object>> roles() {
    List<Map<String, Object>> roles = new ArrayList<>();
    for (RolePlan role : plan.roles()) {
      Tree tree =
          new Tree()
              .put("role", role.role().id())
              .put("system", role.system().name())
              .put("workers", role.pool().workers())
              .put("gpus_per_worker", role.workerGpus())
              .put("tp", role.layout().tp())
              .put("pp", role.layout().pp())
              .put("dp", role.layout().dp())
              .put("cp", role.layout().cp())
              .put("batch", role.point().batch())
              .put("gemm", role.quant().gemm().id())
              .put("kvcache", role.quant().kv().id())
              .put("fmha", role.quant().fmha().id())
              .put("comm", role.quant().comm().id());
      if (plan.model().config().isMoe()) {
        tree.put("moe_tp", role.layout().moeTp())
            .put("moe_ep", role.layout().moeEp())
            .put("moe", role.quant().moe().id());
      }
      if (role.memory().rankGib() > 0) {
        tree.put("memory_gib", role.memory().rankGib());
      }
      roles.add(tree.map());
    }
    return roles;
  }
}
