package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Optional;

/**
 * The router that an engine brings for separate pools on one machine.
 *
 * @param deployment the deployment
 * @param servers its servers
 */
record LocalRouter(Deployment deployment, LocalServers servers) {

  private static final String CONFIG = "disagg_config.yaml";

  /** Distance of the port on which a prefill server introduces itself to decode servers. */
  private static final int BOOTSTRAP = 100;

  /** Seconds that a router waits; by themselves they give up before a large model is loaded. */
  private static final int PATIENCE = 3600;

  static LocalRouter of(Deployment deployment, LocalServers servers) {
    return new LocalRouter(deployment, servers);
  }

  /** Further flags of a server behind the router; blank if it needs none. */
  String flags(LocalServers.Server server) {
    boolean introduces =
        deployment.isOn(ServingEngine.SGLANG) && server.place().role().role() == Role.PREFILL;
    return introduces ? "--disaggregation-bootstrap-port " + (server.port() + BOOTSTRAP) : "";
  }

  /** Command that starts it. */
  String command() {
    if (deployment.isOn(ServingEngine.TRTLLM)) {
      return "trtllm-serve disaggregated -c "
          + CONFIG
          + " \\\n  --server_start_timeout "
          + PATIENCE
          + " --request_timeout "
          + PATIENCE;
    }
    StringBuilder command =
        new StringBuilder("python3 -m sglang_router.launch_router --pd-disaggregation");
    for (LocalServers.Server server : servers.all()) {
      boolean prefill = server.place().role().role() == Role.PREFILL;
      command
          .append(prefill ? " \\\n  --prefill " : " \\\n  --decode ")
          .append(url(server))
          .append(prefill ? " " + (server.port() + BOOTSTRAP) : "");
    }
    return command
        .append(" \\\n  --worker-startup-timeout-secs ")
        .append(PATIENCE)
        .append(" --request-timeout-secs ")
        .append(PATIENCE)
        .append(" \\\n  --host 0.0.0.0 --port \"$PORT\"")
        .toString();
  }

  /** File that it reads, if it reads one. */
  Optional<ArtifactFile> file() {
    if (!deployment.isOn(ServingEngine.TRTLLM) || !deployment.plan().isSeparate()) {
      return Optional.empty();
    }
    Tree tree =
        new Tree()
            .put("hostname", "0.0.0.0")
            .put("port", Integer.valueOf(deployment.setting(PlatformKey.PORT)))
            .put("backend", "pytorch")
            .put("context_servers", pool(deployment.plan().roles().get(0)))
            .put("generation_servers", pool(deployment.plan().roles().get(1)));
    YamlDocument document =
        new YamlDocument()
            .comment(
                "Servers behind the router that run_local.sh starts; PORT does not change this"
                    + " port.")
            .document(tree.map());
    return Optional.of(ArtifactFile.of(CONFIG, document.text()));
  }

  private Tree pool(RolePlan role) {
    List<String> urls =
        servers.of(role).stream().map(server -> "localhost:" + server.port()).toList();
    return new Tree().put("num_instances", urls.size()).put("urls", urls);
  }

  private static String url(LocalServers.Server server) {
    return "http://127.0.0.1:" + server.port();
  }
}
