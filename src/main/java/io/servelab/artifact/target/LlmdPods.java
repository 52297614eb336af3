package io.servelab.artifact.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import java.util.List;

/** What pods of the engine's own servers need, whoever starts them. */
final class LlmdPods {

  private LlmdPods() {}

  /** Fields of a pod besides its containers and volumes; those that a person set win. */
  static Tree fields(Deployment deployment, RolePlan role) {
    Tree pod = new Tree();
    String secret = deployment.setting(PlatformKey.IMAGE_PULL_SECRET);
    if (!secret.isEmpty()) {
      pod.put("imagePullSecrets", List.of(new Tree().put("name", secret).map()));
    }
    pod.putAll(Machine.of(role).placement());
    if (transport(deployment, role).path("host_ipc").asBoolean()) {
      pod.put("hostIPC", true);
    }
    return pod.merge(deployment.plan().platform().workerPodSpec());
  }

  /** Devices of a pod: GPUs, and network cards where it reaches them itself. */
  static Tree counts(Deployment deployment, RolePlan role) {
    String gpus = Integer.toString(role.workerGpus());
    Tree counts = new Tree().put(Machine.of(role).gpuResource(), gpus);
    JsonNode network = transport(deployment, role).path("resource");
    return network.isTextual() ? counts.put(network.asText(), gpus) : counts;
  }

  /** What a container may do beyond the usual. */
  static Tree rights(Deployment deployment, RolePlan role) {
    return transport(deployment, role).path("privileged").asBoolean()
        ? new Tree()
            .put(
                "securityContext",
                new Tree()
                    .put("privileged", true)
                    .put("capabilities", new Tree().put("add", List.of("IPC_LOCK"))))
        : new Tree();
  }

  private static JsonNode transport(Deployment deployment, RolePlan role) {
    return role.role().isSeparate()
        ? WorkerEnvironment.transport(deployment)
        : MissingNode.getInstance();
  }
}
