package io.servelab.artifact.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.artifact.plan.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the workers of a {@code DynamoGraphDeployment}: services of {@code nvidia.com/v1alpha1},
 * whose containers stand below {@code extraPodSpec}, and components of {@code nvidia.com/v1beta1},
 * which have pod templates.
 *
 * @param collected takes what is found
 */
record GraphReader(Collected collected) {

  private static final String ALPHA = "nvidia.com/v1alpha1";
  private static final String BETA = "nvidia.com/v1beta1";
  private static final Set<String> WITHOUT_ENGINE = Set.of("frontend", "planner", "epp");

  void read(JsonNode graph) {
    String version = graph.path("apiVersion").asText();
    JsonNode spec = graph.path("spec");
    switch (version) {
      case ALPHA ->
          spec.path("services")
              .properties()
              .forEach(entry -> service(entry.getKey(), entry.getValue(), spec.path("envs")));
      case BETA -> spec.path("components").forEach(each -> component(each, spec.path("env")));
      default ->
          collected.reject(
              "DynamoGraphDeployment",
              collected.source().find(version.isEmpty() ? "DynamoGraphDeployment" : version, 1),
              "its apiVersion is '" + version + "'. Expected " + ALPHA + " or " + BETA + ".");
    }
  }

  private void service(String name, JsonNode service, JsonNode shared) {
    if (WITHOUT_ENGINE.contains(service.path("componentType").asText())) {
      return;
    }
    JsonNode container = service.path("extraPodSpec").path("mainContainer");
    int nodes = service.path("multinode").path("nodeCount").asInt(1);
    int line = line(name, "services");
    Variables variables =
        ContainerReader.variables(List.of(shared, service.path("envs"), container.path("env")));
    collected.add(
        new WorkerCommand(
            name,
            line,
            new ContainerReader(collected).words(name, line, container, variables),
            service.path("replicas").asInt(1),
            service.path("resources").path("limits").path("gpu").asInt(0) * nodes,
            container.path("image").asText(),
            role(service.path("subComponentType").asText())));
  }

  private void component(JsonNode component, JsonNode shared) {
    String type = component.path("type").asText();
    if (WITHOUT_ENGINE.contains(type)) {
      return;
    }
    String name = component.path("name").asText();
    JsonNode container = main(component.path("podTemplate").path("spec").path("containers"));
    int nodes = component.path("multinode").path("nodeCount").asInt(1);
    int line = line(name, "components");
    Variables variables = ContainerReader.variables(List.of(shared, container.path("env")));
    collected.add(
        new WorkerCommand(
            name,
            line,
            new ContainerReader(collected).words(name, line, container, variables),
            component.path("replicas").asInt(1),
            ContainerReader.gpus(container) * nodes,
            container.path("image").asText(),
            role(type)));
  }

  private int line(String name, String below) {
    return collected.source().line(name, collected.source().line(below, 1));
  }

  private static JsonNode main(JsonNode containers) {
    for (JsonNode container : containers) {
      if (container.path("name").asText().equals("main")) {
        return container;
      }
    }
    return MissingNode.getInstance();
  }

  private static Optional<Role> role(String type) {
    return switch (type) {
      case "prefill" -> Optional.of(Role.PREFILL);
      case "decode" -> Optional.of(Role.DECODE);
      default -> Optional.empty();
    };
  }
}
