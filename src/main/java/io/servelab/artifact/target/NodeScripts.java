package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Shell;
import io.servelab.artifact.file.ShellScript;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One script for each node, {@code run_<i>.sh}; the frontend runs on the first node only. */
final class NodeScripts implements TargetGenerator {

  private static final int FIRST_SYSTEM_PORT = 8081;

  /** First release whose events travel without a message broker. */
  private static final EngineVersion WITHOUT_NATS = new EngineVersion("1.2.0");

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    return deployment.spansNodes()
        ? Optional.of(
            "A worker spans several nodes, which scripts for single nodes do not start; the"
                + " Kubernetes deployment does.")
        : Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    List<NodePacking.Node> nodes = NodePacking.of(deployment.plan()).nodes();
    List<ArtifactFile> files = new ArrayList<>();
    for (int index = 0; index < nodes.size(); index++) {
      files.add(
          ArtifactFile.script(
              "run_" + index + ".sh", script(deployment, nodes.get(index), index, nodes.size())));
    }
    return files;
  }

  private static String script(Deployment deployment, NodePacking.Node node, int index, int nodes) {
    ShellScript script = new ShellScript();
    script
        .comment(
            ScriptParts.title(
                deployment, "Node " + index + " of " + nodes + " (" + node.system() + ")"))
        .comments(ScriptParts.prediction(deployment))
        .comment(
            "Uses GPUs 0 to "
                + (node.used() - 1)
                + ". Needs etcd"
                + (needsNats(deployment) ? " and NATS" : "")
                + " on HEAD_NODE_IP; the frontend runs on node 0.")
        .line("set -euo pipefail")
        .line("cd \"$(dirname \"${BASH_SOURCE[0]}\")\"")
        .gap();
    ScriptParts.variables(script, deployment);
    script
        .line(Shell.defaulted("HEAD_NODE_IP", deployment.setting(PlatformKey.HEAD_NODE)))
        .line("export ETCD_ENDPOINTS=\"${ETCD_ENDPOINTS:-http://$HEAD_NODE_IP:2379}\"");
    if (needsNats(deployment)) {
      script.line("export NATS_SERVER=\"${NATS_SERVER:-nats://$HEAD_NODE_IP:4222}\"");
    }
    environment(deployment, node)
        .forEach((name, value) -> script.line("export " + name + "=" + Shell.quote(value)));
    script.gap();
    ScriptParts.processes(script);
    for (RolePlan role : deployment.plan().roles()) {
      if (node.workers().stream().anyMatch(place -> place.role().equals(role))) {
        script.gap().comment(role.role().title() + " flags, shared by every such worker.");
        script.array(ScriptParts.array(role), ScriptParts.entries(shared(deployment, role)));
      }
    }
    script.gap();
    if (index == 0) {
      script.line("start Frontend " + frontend(deployment));
    }
    node.workers().forEach(place -> script.line(worker(deployment, node, place)));
    ScriptParts.await(script);
    return script.text();
  }

  private static boolean needsNats(Deployment deployment) {
    return !deployment.dynamo().isAtLeast(WITHOUT_NATS);
  }

  private static List<Argument> shared(Deployment deployment, RolePlan role) {
    return EngineLauncher.of(deployment.engine())
        .dynamo(deployment, role, EngineFiles.name(role.role()));
  }

  private static Map<String, String> environment(Deployment deployment, NodePacking.Node node) {
    Map<String, String> environment = new TreeMap<>();
    node.workers().stream()
        .findFirst()
        .ifPresent(place -> environment.putAll(WorkerEnvironment.of(deployment, place.role())));
    return environment;
  }

  private static String frontend(Deployment deployment) {
    String router = deployment.router().isEmpty() ? "" : " --router-mode " + deployment.router();
    return "python3 -m dynamo.frontend --http-port \"$PORT\"" + router;
  }

  private static String worker(
      Deployment deployment, NodePacking.Node node, NodePacking.Place place) {
    EngineLauncher launcher = EngineLauncher.of(deployment.engine());
    Map<String, String> environment = new TreeMap<>(launcher.environment(deployment, place));
    environment.put(
        Machine.of(place.role()).deviceVariable(),
        place.gpus().stream().map(Object::toString).collect(Collectors.joining(",")));
    int systemPort = FIRST_SYSTEM_PORT + node.workers().indexOf(place);
    environment.put("DYN_SYSTEM_PORT", Integer.toString(systemPort));
    String assignments =
        environment.entrySet().stream()
            .map(entry -> Shell.quote(entry.getKey() + "=" + entry.getValue()))
            .collect(Collectors.joining(" "));
    List<Argument> own = new ArrayList<>(launcher.apart(place));
    if (deployment.publishesEvents(place.role())) {
      own.add(launcher.events(deployment, place.firstGpu()));
    }
    String further = own.isEmpty() ? "" : " " + Shell.join(Argument.words(own));
    return "start "
        + Shell.quote(place.label())
        + " env "
        + assignments
        + " \\\n  python3 -m "
        + launcher.dynamoModule()
        + " "
        + launcher.modelFlag()
        + " \"$MODEL_PATH\" --served-model-name \"$SERVED_MODEL_NAME\" \\\n  \"${"
        + ScriptParts.array(place.role())
        + "[@]}\""
        + further;
  }
}
