package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Shell;
import io.servelab.artifact.file.ShellScript;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The engine's own servers on one machine, {@code run_local.sh}: one worker, or one replica of
 * separate pools with the engine's own router in front.
 */
final class LocalScript implements TargetGenerator {

  private static final int FIRST_PORT = 8101;

  @Override
  public Optional<String> obstacle(Deployment deployment) {
    List<RolePlan> roles = deployment.plan().roles();
    if (deployment.plan().isSeparate() && deployment.isOn(ServingEngine.VLLM)) {
      return Optional.of("vLLM brings no router for separate pools; Dynamo and llm-d do.");
    }
    if (roles.stream().map(role -> role.system().name()).distinct().count() > 1) {
      return Optional.of("The pools run on different machines.");
    }
    int gpus = LocalServers.gpus(deployment.plan());
    int nodeGpus = deployment.plan().nodeGpus(roles.get(0));
    return gpus > nodeGpus
        ? Optional.of("It needs " + gpus + " GPUs on one machine, which has " + nodeGpus + ".")
        : Optional.empty();
  }

  @Override
  public List<ArtifactFile> files(Deployment deployment) {
    LocalServers servers = LocalServers.of(deployment.plan(), FIRST_PORT);
    List<ArtifactFile> files = new ArrayList<>();
    files.add(ArtifactFile.script("run_local.sh", script(deployment, servers)));
    LocalRouter.of(deployment, servers).file().ifPresent(files::add);
    return files;
  }

  private static String script(Deployment deployment, LocalServers servers) {
    ShellScript script = new ShellScript();
    script
        .comment(ScriptParts.title(deployment, "One machine, without Dynamo"))
        .comment(
            deployment.plan().isSeparate()
                ? "Starts one replica and a router before it."
                : "Starts one of " + ScriptParts.pool(deployment.plan().generating()) + ".")
        .line("set -euo pipefail")
        .line("cd \"$(dirname \"${BASH_SOURCE[0]}\")\"")
        .gap();
    ScriptParts.variables(script, deployment);
    if (EngineLauncher.of(deployment.engine()).serverNameFlag().isEmpty()) {
      script.comment("This server has no other name for the model than MODEL_PATH.");
    }
    Map<String, String> environment = new TreeMap<>();
    for (RolePlan role : deployment.plan().roles()) {
      environment.putAll(WorkerEnvironment.of(deployment, role));
    }
    environment.forEach((name, value) -> script.line("export " + name + "=" + Shell.quote(value)));
    if (deployment.plan().isSeparate()) {
      script.gap();
      ScriptParts.processes(script);
    }
    EngineLauncher launcher = EngineLauncher.of(deployment.engine());
    for (RolePlan role : deployment.plan().roles()) {
      script.gap();
      script.array(
          ScriptParts.array(role),
          ScriptParts.entries(launcher.server(deployment, role, EngineFiles.name(role.role()))));
    }
    script.gap();
    if (!deployment.plan().isSeparate()) {
      return script.line("exec " + command(deployment, servers.all().get(0), "\"$PORT\"")).text();
    }
    LocalRouter router = LocalRouter.of(deployment, servers);
    for (LocalServers.Server server : servers.all()) {
      String further = router.flags(server);
      script.line(
          "start "
              + Shell.quote(server.place().label())
              + " "
              + command(deployment, server, Integer.toString(server.port()))
              + (further.isEmpty() ? "" : " " + further));
    }
    script.line("start Router " + router.command());
    ScriptParts.await(script);
    return script.text();
  }

  private static String command(Deployment deployment, LocalServers.Server server, String port) {
    EngineLauncher launcher = EngineLauncher.of(deployment.engine());
    String gpus =
        server.place().gpus().stream().map(Object::toString).collect(Collectors.joining(","));
    String model = launcher.serverTakesModelFirst() ? "" : launcher.modelFlag() + " ";
    String name =
        launcher.serverNameFlag().isEmpty()
            ? ""
            : launcher.serverNameFlag() + " \"$SERVED_MODEL_NAME\" ";
    return "env "
        + Machine.of(server.place().role()).deviceVariable()
        + "="
        + gpus
        + " "
        + String.join(" ", launcher.serverCommand())
        + " "
        + model
        + "\"$MODEL_PATH\" "
        + name
        + "\\\n  --host 0.0.0.0 --port "
        + port
        + " \"${"
        + ScriptParts.array(server.place().role())
        + "[@]}\"";
  }
}
