package io.servelab.artifact.target;

import io.servelab.artifact.file.Tree;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            .putAll(Machine.of(role).placement())
            .put("containers", List.of(container(deployment, role).map()));
    Tree memory =
        new Tree()
            .put("medium", "Memory")
            .put("sizeLimit", Machine.of(role).sharedMemory(role.role()));
    return values.put(
        "volumes", List.of(new Tree().put("name", "shm").put("emptyDir", memory).map()));
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
    String gpus = Integer.toString(role.workerGpus());
    String resource = Machine.of(role).gpuResource();
    Tree counts = new Tree().put(resource, gpus);
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
    words.addAll(List.of("--model-path", deployment.plan().model().path()));
    words.addAll(List.of("--served-model-name", deployment.plan().model().servedName()));
    words.addAll(List.of("--host", "0.0.0.0", "--port", Integer.toString(port)));
    words.addAll(Argument.words(flags));
    return words;
  }

  /** Environment of a server, with the address that its partners of the other pool ask. */
  static List<Map<String, Object>> environment(Deployment deployment, RolePlan role) {
    Map<String, String> plain = new LinkedHashMap<>();
    if (!deployment.isOn(ServingEngine.VLLM)) {
      plain.put("HF_HOME", MOUNT);
    }
    plain.putAll(WorkerEnvironment.of(deployment, role));
    List<Map<String, Object>> environment = new ArrayList<>(Kubernetes.environment(plain));
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
