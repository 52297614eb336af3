package io.servelab.artifact.target;

import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts vLLM workers. */
final class VllmLauncher implements EngineLauncher {

  /** First release whose workers take one flag for both roles. */
  private static final EngineVersion ROLE_FLAG = new EngineVersion("1.0.0");

  private static final String EVENTS =
      "{\"enable_kv_cache_events\":true,\"endpoint\":\"tcp://*:%s\",\"publisher\":\"zmq\","
          + "\"topic\":\"kv-events\"}";

  /** Usual port on which a worker publishes what its cache holds. */
  private static final int EVENT_PORT = 20081;

  /** Usual port on which a worker is asked for KV caches; each of its ranks takes another one. */
  private static final int SIDE_CHANNEL_PORT = 20097;

  @Override
  public String dynamoModule() {
    return "dynamo.vllm";
  }

  @Override
  public String modelFlag() {
    return "--model";
  }

  @Override
  public String servicePrefix() {
    return "Vllm";
  }

  @Override
  public List<Argument> dynamo(Deployment deployment, RolePlan role, String configFile) {
    List<Argument> arguments = new ArrayList<>(server(deployment, role, configFile));
    if (role.role().isSeparate()) {
      arguments.add(roleFlag(deployment, role.role()));
    }
    return arguments;
  }

  @Override
  public Argument events(Deployment deployment, int portShift) {
    return Argument.of(
        "--kv-events-config",
        EVENTS.formatted(EVENT_PORT + portShift),
        "tells the router what the cache holds");
  }

  @Override
  public Map<String, String> environment(NodePacking.Place place) {
    return place.role().role().isSeparate()
        ? Map.of(
            "VLLM_NIXL_SIDE_CHANNEL_PORT", Integer.toString(SIDE_CHANNEL_PORT + place.firstGpu()))
        : Map.of();
  }

  private static Argument roleFlag(Deployment deployment, Role role) {
    String why = "this pool's part of the work";
    return deployment.dynamo().isAtLeast(ROLE_FLAG)
        ? Argument.of("--disaggregation-mode", role.id(), why)
        : new Argument("--is-" + role.id() + "-worker", List.of(), why);
  }

  @Override
  public List<String> serverCommand() {
    return List.of("vllm", "serve");
  }

  @Override
  public boolean serverTakesModelFirst() {
    return true;
  }

  @Override
  public List<Argument> server(Deployment deployment, RolePlan role, String configFile) {
    return Argument.of(deployment.flags(role.role()).flags());
  }

  @Override
  public String serverNameFlag() {
    return "--served-model-name";
  }
}
