package io.servelab.artifact.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.artifact.file.Shell;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of a Dynamo deployment: the frontend, or a pool of workers.
 *
 * @param deployment the deployment
 */
record DynamoService(Deployment deployment) {

  /** Writable whoever the image runs as, which the working folder is not. */
  private static final String FILES = "/tmp/engine_files";

  private static final String VOLUME = "engine-files";
  private static final String REGISTRY = "nvcr.io/nvidia/ai-dynamo/";

  static Map<String, Object> frontend(Deployment deployment) {
    return new DynamoService(deployment).frontend();
  }

  static Map<String, Object> worker(Deployment deployment, RolePlan role) {
    return new DynamoService(deployment).worker(role);
  }

  private Map<String, Object> frontend() {
    Tree container = new Tree().put("image", image());
    if (!deployment.router().isEmpty()) {
      container
          .put("command", List.of("python3", "-m", "dynamo.frontend"))
          .put("args", List.of("--router-mode", deployment.router()));
    }
    ModelCache cache = ModelCache.of(deployment);
    if (!cache.environment().isEmpty()) {
      container.put("env", Kubernetes.environment(cache.environment()));
    }
    Tree pod = new Tree().put("mainContainer", container).merge(pullSecrets());
    return new Tree()
        .put("componentType", "frontend")
        .put("replicas", 1)
        .put("envFromSecret", secret())
        .put("volumeMounts", mounts(cache))
        .put("extraPodSpec", pod)
        .map();
  }

  private Map<String, Object> worker(RolePlan role) {
    int nodes = deployment.workerNodes(role);
    Tree service = new Tree().put("componentType", "worker");
    if (role.role().isSeparate()) {
      service.put("subComponentType", role.role().id());
    }
    service.put("replicas", role.pool().workers());
    if (nodes > 1) {
      service.put("multinode", new Tree().put("nodeCount", nodes));
    }
    ModelCache cache = ModelCache.of(deployment);
    return service
        .put("resources", resources(role))
        .put("sharedMemory", new Tree().put("size", Machine.of(role).sharedMemory(role.role())))
        .put("envFromSecret", secret())
        .put("volumeMounts", mounts(cache))
        .put("extraPodSpec", pod(role))
        .map();
  }

  private Tree resources(RolePlan role) {
    String gpus = Integer.toString(deployment.podGpus(role));
    Tree limits = new Tree().put("gpu", gpus);
    Machine machine = Machine.of(role);
    if (!machine.gpuResource().equals("nvidia.com/gpu")) {
      limits.put("gpuType", machine.gpuResource());
    }
    JsonNode network = transport(role).path("resource");
    if (network.isTextual()) {
      limits.put("custom", new Tree().put(network.asText(), gpus));
    }
    Tree resources = new Tree().put("limits", limits);
    if (DynamoManifest.spansRack(deployment, role)) {
      resources.put("claims", List.of(new Tree().put("name", "channel").map()));
    }
    return resources;
  }

  private JsonNode transport(RolePlan role) {
    return role.role().isSeparate()
        ? WorkerEnvironment.transport(deployment)
        : MissingNode.getInstance();
  }

  private Tree pod(RolePlan role) {
    Tree pod = new Tree().merge(pullSecrets()).putAll(Machine.of(role).placement());
    if (transport(role).path("host_ipc").asBoolean()) {
      pod.put("hostIPC", true);
    }
    if (DynamoManifest.spansRack(deployment, role)) {
      Tree claim =
          new Tree()
              .put("name", "channel")
              .put("resourceClaimTemplateName", DynamoManifest.channelName(deployment));
      pod.put("resourceClaims", List.of(claim.map()));
    }
    if (DynamoManifest.mountsEngineFiles(deployment)) {
      Tree files = new Tree().put("name", DynamoManifest.engineFilesName(deployment));
      pod.put("volumes", List.of(new Tree().put("name", VOLUME).put("configMap", files).map()));
    }
    return pod.put("mainContainer", container(role))
        .merge(deployment.plan().platform().workerPodSpec());
  }

  private Tree container(RolePlan role) {
    Tree container = new Tree().put("image", image()).put("workingDir", "/workspace");
    boolean writesFile =
        deployment.isOn(ServingEngine.TRTLLM) && !DynamoManifest.mountsEngineFiles(deployment);
    List<String> words = command(role);
    if (writesFile) {
      container
          .put("command", List.of("/bin/bash", "-c"))
          .put("args", List.of(Kubernetes.literal(writingScript(role, words))));
    } else {
      container
          .put("command", words.subList(0, 3))
          .put("args", Kubernetes.literals(words.subList(3, words.size())));
    }
    Map<String, String> environment = new LinkedHashMap<>(ModelCache.of(deployment).environment());
    if (deployment.isOn(ServingEngine.TRTLLM) && deployment.workerNodes(role) > 1) {
      environment.put("OMPI_ALLOW_RUN_AS_ROOT", "1");
      environment.put("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    }
    environment.putAll(WorkerEnvironment.of(deployment, role));
    if (!environment.isEmpty()) {
      container.put("env", Kubernetes.environment(environment));
    }
    if (DynamoManifest.mountsEngineFiles(deployment)) {
      Tree mount = new Tree().put("name", VOLUME).put("mountPath", FILES).put("readOnly", true);
      container.put("volumeMounts", List.of(mount.map()));
    }
    if (transport(role).path("privileged").asBoolean()) {
      container.put(
          "securityContext",
          new Tree()
              .put("privileged", true)
              .put("capabilities", new Tree().put("add", List.of("IPC_LOCK"))));
    }
    return container;
  }

  /** Words of the worker's command; the first three start Python. */
  private List<String> command(RolePlan role) {
    EngineLauncher launcher = EngineLauncher.of(deployment.engine());
    List<Argument> arguments = new ArrayList<>(launcher.dynamo(deployment, role, file(role)));
    if (deployment.publishesEvents(role)) {
      arguments.add(launcher.events(deployment, 0));
    }
    List<String> words = new ArrayList<>();
    words.addAll(List.of("python3", "-m", launcher.dynamoModule()));
    words.addAll(List.of(launcher.modelFlag(), ModelCache.of(deployment).modelPath(deployment)));
    words.addAll(List.of("--served-model-name", deployment.plan().model().servedName()));
    words.addAll(Argument.words(arguments));
    return words;
  }

  private static String file(RolePlan role) {
    return FILES + "/" + EngineFiles.name(role.role());
  }

  private String writingScript(RolePlan role, List<String> words) {
    return "set -e\nmkdir -p "
        + FILES
        + "\ncat > "
        + file(role)
        + " <<'END_OF_FILE'\n"
        + EngineFiles.text(deployment, role)
        + "END_OF_FILE\nexec "
        + Shell.join(words)
        + "\n";
  }

  private String image() {
    String chosen = deployment.setting(PlatformKey.IMAGE);
    String engine =
        deployment.isOn(ServingEngine.TRTLLM) ? "tensorrtllm" : deployment.engine().id();
    return chosen.isEmpty() ? REGISTRY + engine + "-runtime:" + deployment.dynamo() : chosen;
  }

  private Optional<String> secret() {
    return Optional.of(deployment.setting(PlatformKey.HF_TOKEN_SECRET))
        .filter(name -> !name.isEmpty());
  }

  private Map<String, Object> pullSecrets() {
    String secret = deployment.setting(PlatformKey.IMAGE_PULL_SECRET);
    return secret.isEmpty()
        ? Map.of()
        : Map.of("imagePullSecrets", List.of(new Tree().put("name", secret).map()));
  }

  private static Optional<Object> mounts(ModelCache cache) {
    return cache.exists()
        ? Optional.of(
            List.of(new Tree().put("name", cache.claim()).put("mountPoint", cache.mount()).map()))
        : Optional.empty();
  }
}
