package io.servelab.artifact.target;

import io.servelab.artifact.file.Tree;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pool of llm-d: its workers, and where they run. */
final class LlmdPool {

  static final String MOUNT = "/model-cache";

  /** Port of servers that clients reach directly. */
  static final int IN_FRONT = 8000;

  /** Port of servers behind the routing proxy. */
  static final int BEHIND_PROXY = 8200;

  /** Flags that the chart writes itself. */
  private static final Set<String> WRITTEN_BY_CHART =
      Set.of("--tensor-parallel-size", "--data-parallel-size");

  /** Fields of a pod that the chart's values have themselves. */
  private static final Set<String> WRITTEN_BY_VALUES = Set.of("nodeSelector", "tolerations");

  private LlmdPool() {}

  static Tree values(Deployment deployment, RolePlan role) {
    Tree values =
        new Tree()
            .put("create", true)
            .put("replicas", role.pool().workers())
            .put(
                "parallelism",
                new Tree()
                    .put("tensor", role.layout().tp())
                    .put("data", role.layout().dp())
                    .put("dataLocal", role.layout().dp())
                    .put("workers", 1))
            .putAll(pod(deployment, role).map())
            .put("containers", List.of(container(deployment, role).map()));
    Tree memory =
        new Tree()
            .put("medium", "Memory")
            .put("sizeLimit", Machine.of(role).sharedMemory(role.role()));
    return values.put(
        "volumes", List.of(new Tree().put("name", "shm").put("emptyDir", memory).map()));
  }

  /** Where pods run and what else they need, in the chart's words. */
  private static Tree pod(Deployment deployment, RolePlan role) {
    Map<String, Object> fields = LlmdPods.fields(deployment, role).map();
    Map<String, Object> own = deployment.plan().platform().workerPodSpec();
    Tree pod = new Tree();
    Tree further = new Tree();
    fields.forEach(
        (field, value) -> {
          if (WRITTEN_BY_VALUES.contains(field)) {
            pod.put(field, value);
          } else if (field.equals("affinity") && !own.containsKey(field)) {
            pod.put(
                "acceleratorTypes",
                new Tree()
                    .put("labelKey", Machine.PRODUCT)
                    .put("labelValues", Machine.of(role).products()));
          } else {
            further.put(field, value);
          }
        });
    return pod.putUnlessEmpty("extraConfig", further.map());
  }

  private static Tree container(Deployment deployment, RolePlan role) {
    boolean vllm = deployment.isOn(ServingEngine.VLLM);
    int port = role.role() == Role.PREFILL ? IN_FRONT : BEHIND_PROXY;
    Tree container =
        new Tree()
            .put("name", deployment.engine().id())
            .put("image", image(deployment))
            .put("modelCommand", vllm ? "vllmServe" : "custom");
    if (!vllm) {
      container.put("command", EngineLauncher.of(deployment.engine()).serverCommand());
    }
    Tree counts = LlmdPods.counts(deployment, role);
    container.putUnlessEmpty("extraConfig", LlmdPods.rights(deployment, role).map());
    return container
        .put("args", Kubernetes.literals(arguments(deployment, role, port)))
        .put("env", environment(deployment, role))
        .put("ports", List.of(new Tree().put("containerPort", port).put("name", "metrics").map()))
        .put("resources", new Tree().put("limits", counts).put("requests", counts))
        .put("mountModelVolume", true)
        .put(
            "volumeMounts",
            List.of(new Tree().put("name", "shm").put("mountPath", "/dev/shm").map()));
  }

  private static List<String> arguments(Deployment deployment, RolePlan role, int port) {
    List<Argument> flags =
        EngineLauncher.of(deployment.engine())
            .server(deployment, role, EngineFiles.name(role.role()));
    if (deployment.isOn(ServingEngine.VLLM)) {
      return Argument.words(
          flags.stream().filter(flag -> !WRITTEN_BY_CHART.contains(flag.flag())).toList());
    }
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--model-path", modelPath(deployment)));
    words.addAll(List.of("--served-model-name", deployment.plan().model().servedName()));
    words.addAll(List.of("--host", "0.0.0.0", "--port", Integer.toString(port)));
    words.addAll(Argument.words(flags));
    return words;
  }

  /** Path of the model as the chart mounts it. */
  private static String modelPath(Deployment deployment) {
    ModelCache cache = ModelCache.of(deployment);
    return cache.holdsModel() ? MOUNT + "/" + cache.path() : deployment.plan().model().path();
  }

  /** Environment of a server, with the address that its partners of the other pool ask. */
  static List<Map<String, Object>> environment(Deployment deployment, RolePlan role) {
    List<Map<String, Object>> environment =
        new ArrayList<>(Kubernetes.environment(WorkerEnvironment.of(deployment, role)));
    if (deployment.isOn(ServingEngine.VLLM) && role.role().isSeparate()) {
      environment.add(Kubernetes.podAddress("VLLM_NIXL_SIDE_CHANNEL_HOST"));
    }
    return environment;
  }

  /** Image of the engine itself; llm-d needs no Dynamo. */
  static String image(Deployment deployment) {
    String chosen = deployment.setting(PlatformKey.ENGINE_IMAGE);
    String version = deployment.plan().release().version().text();
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return deployment.isOn(ServingEngine.VLLM)
        ? "vllm/vllm-openai:v" + version
        : "lmsysorg/sglang:v" + version;
  }
}
