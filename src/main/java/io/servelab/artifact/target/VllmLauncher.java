package io.servelab.artifact.target;

import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts vLLM workers. */
final class VllmLauncher implements EngineLauncher {

  /** First release with one flag for both roles and with the engine's own flag for transfers. */
  private static final EngineVersion NEWER_FLAGS = new EngineVersion("1.0.0");

  /** First release that publishes what caches hold only if it is told to. */
  private static final EngineVersion NO_USUAL_EVENTS = new EngineVersion("1.1.0");

  private static final String TRANSFER = "--kv-transfer-config";

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
    if (!deployment.dynamo().isAtLeast(NEWER_FLAGS)) {
      useConnector(deployment, role, arguments);
    }
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
  public Map<String, String> environment(Deployment deployment, NodePacking.Place place) {
    Map<String, String> environment = new TreeMap<>();
    if (place.role().role().isSeparate()) {
      environment.put(
          "VLLM_NIXL_SIDE_CHANNEL_PORT", Integer.toString(SIDE_CHANNEL_PORT + place.firstGpu()));
    }
    if (!deployment.dynamo().isAtLeast(NO_USUAL_EVENTS)) {
      environment.put("DYN_VLLM_KV_EVENT_PORT", Integer.toString(EVENT_PORT + place.firstGpu()));
    }
    return environment;
  }

  /**
   * Older workers transfer by NIXL unless told otherwise, and refuse the engine's own flag then.
   */
  private static void useConnector(Deployment deployment, RolePlan role, List<Argument> arguments) {
    boolean generated =
        deployment.flags(role.role()).find(TRANSFER.substring(2)).stream()
            .anyMatch(flag -> !flag.settings().isEmpty());
    if (generated) {
      arguments.removeIf(argument -> argument.flag().equals(TRANSFER));
    }
    arguments.add(
        Argument.of(
            "--connector",
            generated ? "nixl" : "none",
            generated ? "passes the KV cache between pools" : "Dynamo itself transfers nothing"));
  }

  private static Argument roleFlag(Deployment deployment, Role role) {
    String why = "this pool's part of the work";
    return deployment.dynamo().isAtLeast(NEWER_FLAGS)
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
