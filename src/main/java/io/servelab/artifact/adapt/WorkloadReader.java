package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.Role;
import java.util.List;
import java.util.Optional;

/**
 * Reads the workers of Kubernetes workloads: every container that starts an engine or has GPUs.
 *
 * @param collected takes what is found
 */
record WorkloadReader(Collected collected) {

  private static final String ROLE_LABEL = "llm-d.ai/role";

  /** Reads a workload whose pods all do the same. */
  void read(JsonNode workload) {
    String kind = workload.path("kind").asText();
    JsonNode spec = workload.path("spec");
    switch (kind) {
      case "Pod" -> pods(workload, workload, 1);
      case "Job" -> pods(workload, spec.path("template"), spec.path("parallelism").asInt(1));
      default -> pods(workload, spec.path("template"), spec.path("replicas").asInt(1));
    }
  }

  /** Refuses a workload of another kind if it has GPUs. */
  void refuse(JsonNode other) {
    boolean gpus =
        other.findParents("limits").stream()
            .anyMatch(resources -> resources.path("limits").toString().contains("/gpu\""));
    if (gpus) {
      String kind = other.path("kind").asText();
      collected.reject(
          name(other),
          collected.source().find(kind, 1),
          "a "
              + kind
              + " has GPUs and is not understood. Expected a DynamoGraphDeployment,"
              + " Deployment, StatefulSet, ReplicaSet, Job or Pod.");
    }
  }

  private void pods(JsonNode workload, JsonNode template, int pods) {
    String name = name(workload);
    int line = collected.source().line(name, 1);
    for (JsonNode container : template.path("spec").path("containers")) {
      if (ContainerReader.isWorker(container)) {
        Variables variables = ContainerReader.variables(List.of(container.path("env")));
        collected.add(
            new WorkerCommand(
                name,
                line,
                new ContainerReader(collected).words(name, line, container, variables),
                pods,
                ContainerReader.gpus(container),
                container.path("image").asText(),
                role(name, template)));
      }
    }
  }

  private static String name(JsonNode workload) {
    return workload.path("metadata").path("name").asText("workload");
  }

  private static Optional<Role> role(String name, JsonNode template) {
    String label = template.path("metadata").path("labels").path(ROLE_LABEL).asText();
    String said = label.isEmpty() ? name.substring(name.lastIndexOf('-') + 1) : label;
    return switch (said) {
      case "prefill" -> Optional.of(Role.PREFILL);
      case "decode" -> Optional.of(Role.DECODE);
      default -> Optional.empty();
    };
  }
}
