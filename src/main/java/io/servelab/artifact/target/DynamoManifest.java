package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code DynamoGraphDeployment} with whatever objects it needs, {@code k8s_deploy.yaml}. */
final class DynamoManifest implements TargetGenerator {

  static final String FILE = "k8s_deploy.yaml";

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    return Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    YamlDocument document = new YamlDocument();
    document
        .comment(ScriptParts.title(deployment, "Dynamo on Kubernetes"))
        .comments(ScriptParts.prediction(deployment));
    for (RolePlan role : deployment.plan().roles()) {
      document.comment(
          role.role().title()
              + ": "
              + ScriptParts.pool(role)
              + " on "
              + role.system()
              + ". Why each flag is as it is:");
      List<Argument> arguments =
          EngineLauncher.of(deployment.engine())
              .dynamo(deployment, role, EngineFiles.name(role.role()));
      arguments.forEach(
          argument -> document.comment("  " + argument.flag() + ": " + argument.why()));
    }
    if (mountsEngineFiles(deployment)) {
      document.document(engineFiles(deployment));
    }
    if (needsComputeDomain(deployment)) {
      document.document(computeDomain(deployment));
    }
    return List.of(ArtifactFile.of(FILE, document.document(graph(deployment)).text()));
  }

  /** Whether engine files are mounted rather than written when a pod starts. */
  static boolean mountsEngineFiles(Deployment deployment) {
    boolean asked = deployment.setting(PlatformKey.ENGINE_CONFIG).equals("configmap");
    return deployment.isOn(ServingEngine.TRTLLM) && (asked || deployment.spansNodes());
  }

  /** Whether workers span nodes of a rack that share fast links. */
  static boolean needsComputeDomain(Deployment deployment) {
    return deployment.plan().roles().stream().anyMatch(role -> spansRack(deployment, role));
  }

  static boolean spansRack(Deployment deployment, RolePlan role) {
    return deployment.workerNodes(role) > 1 && Machine.of(role).hasRackLinks();
  }

  static String engineFilesName(Deployment deployment) {
    return shortened(deployment.name(), "-engine-files");
  }

  static String channelName(Deployment deployment) {
    return shortened(deployment.name(), "-channel");
  }

  private static String shortened(String name, String ending) {
    int room = 63 - ending.length();
    String start = name.length() <= room ? name : name.substring(0, room);
    return start.replaceAll("-+$", "") + ending;
  }

  private static Tree metadata(Deployment deployment, String name) {
    return new Tree().put("name", name).put("namespace", deployment.setting(PlatformKey.NAMESPACE));
  }

  private static Map<String, Object> engineFiles(Deployment deployment) {
    Tree data = new Tree();
    for (RolePlan role : deployment.plan().roles()) {
      data.put(EngineFiles.name(role.role()), EngineFiles.text(deployment, role));
    }
    return new Tree()
        .put("apiVersion", "v1")
        .put("kind", "ConfigMap")
        .put("metadata", metadata(deployment, engineFilesName(deployment)))
        .put("data", data)
        .map();
  }

  private static Map<String, Object> computeDomain(Deployment deployment) {
    Tree template = new Tree().put("name", channelName(deployment));
    return new Tree()
        .put("apiVersion", "resource.nvidia.com/v1beta1")
        .put("kind", "ComputeDomain")
        .put("metadata", metadata(deployment, deployment.name()))
        .put(
            "spec",
            new Tree()
                .put("numNodes", 0)
                .put("channel", new Tree().put("resourceClaimTemplate", template)))
        .map();
  }

  private static Map<String, Object> graph(Deployment deployment) {
    Map<String, Object> services = new LinkedHashMap<>();
    services.put("Frontend", DynamoService.frontend(deployment));
    for (RolePlan role : deployment.plan().roles()) {
      services.put(deployment.serviceName(role), DynamoService.worker(deployment, role));
    }
    ModelCache cache = ModelCache.of(deployment);
    Tree spec = new Tree().put("backendFramework", deployment.engine().id());
    if (cache.exists()) {
      spec.put("pvcs", List.of(new Tree().put("name", cache.claim()).put("create", false).map()));
    }
    return new Tree()
        .put("apiVersion", "nvidia.com/v1alpha1")
        .put("kind", "DynamoGraphDeployment")
        .put("metadata", metadata(deployment, deployment.name()))
        .put("spec", spec.put("services", services))
        .map();
  }
}
