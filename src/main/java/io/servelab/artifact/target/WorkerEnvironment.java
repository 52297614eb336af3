package io.servelab.artifact.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ShippedYaml;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment of workers: network, then machine, then what a person set. */
final class WorkerEnvironment {

  private static final JsonNode TRANSPORTS =
      ShippedYaml.read(WorkerEnvironment.class, "transport.yaml");

  private WorkerEnvironment() {}

  /** What pods need on the network that was chosen. */
  static JsonNode transport(Deployment deployment) {
    return TRANSPORTS.get(deployment.setting(PlatformKey.TRANSPORT));
  }

  static Map<String, String> of(Deployment deployment, RolePlan role) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (role.role().isSeparate()) {
      transport(deployment)
          .path("env")
          .properties()
          .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    }
    environment.putAll(Machine.of(role).environment());
    if (deployment.router().equals("kv")) {
      environment.put("PYTHONHASHSEED", "0");
    }
    environment.putAll(deployment.plan().platform().environment());
    return environment;
  }
}
