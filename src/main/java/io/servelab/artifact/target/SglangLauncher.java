package io.servelab.artifact.target;

import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;

/** Starts SGLang workers. */
final class SglangLauncher implements EngineLauncher {

  private static final int EVENT_PORT = 5557;

  /** Workers on one machine derive further ports from their own, so they keep a distance. */
  private static final int FIRST_PORT = 40000;

  private static final int PORT_DISTANCE = 1000;

  private static final String EVENTS =
      "{\"endpoint\":\"tcp://*:%s\",\"publisher\":\"zmq\",\"topic\":\"kv-events\"}";

  @Override
  public String dynamoModule() {
    return "dynamo.sglang";
  }

  @Override
  public String modelFlag() {
    return "--model-path";
  }

  @Override
  public String servicePrefix() {
    return "SGLang";
  }

  @Override
  public List<Argument> dynamo(Deployment deployment, RolePlan role, String configFile) {
    List<Argument> arguments = new ArrayList<>(server(deployment, role, configFile));
    arguments.add(
        new Argument("--skip-tokenizer-init", List.of(), "the frontend turns text into tokens"));
    arguments.add(
        new Argument("--enable-metrics", List.of(), "lets load and cache use be watched"));
    if (role.role().isSeparate()) {
      arguments.add(Argument.of("--host", "0.0.0.0", "reachable from the other pool"));
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
  public List<Argument> apart(NodePacking.Place place) {
    int port = FIRST_PORT + place.firstGpu() * PORT_DISTANCE;
    return List.of(Argument.of("--port", Integer.toString(port), "apart from other workers"));
  }

  @Override
  public List<String> serverCommand() {
    return List.of("python3", "-m", "sglang.launch_server");
  }

  @Override
  public boolean serverTakesModelFirst() {
    return false;
  }

  @Override
  public List<Argument> server(Deployment deployment, RolePlan role, String configFile) {
    List<Argument> arguments = new ArrayList<>(Argument.of(deployment.flags(role.role()).flags()));
    if (role.role().isSeparate()) {
      arguments.add(
          Argument.of("--disaggregation-mode", role.role().id(), "this pool's part of the work"));
    }
    return arguments;
  }

  @Override
  public String serverNameFlag() {
    return "--served-model-name";
  }
}
