package io.servelab.artifact.target;

import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;

/** Starts TensorRT-LLM workers, whose settings stand in a file. */
final class TrtLlmLauncher implements EngineLauncher {

  /** First release that knows the flag for cache events by its newer name. */
  private static final EngineVersion NEWER_EVENTS = new EngineVersion("1.3.0");

  @Override
  public String dynamoModule() {
    return "dynamo.trtllm";
  }

  @Override
  public String modelFlag() {
    return "--model-path";
  }

  @Override
  public String servicePrefix() {
    return "TRTLLM";
  }

  @Override
  public List<Argument> dynamo(Deployment deployment, RolePlan role, String configFile) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(
        Argument.of("--extra-engine-args", configFile, "settings of the engine, with reasons"));
    if (role.role().isSeparate()) {
      arguments.add(
          Argument.of("--disaggregation-mode", role.role().id(), "this pool's part of the work"));
    }
    return arguments;
  }

  @Override
  public Argument events(Deployment deployment, int portShift) {
    String flag =
        deployment.dynamo().isAtLeast(NEWER_EVENTS)
            ? "--publish-kv-events"
            : "--publish-events-and-metrics";
    return new Argument(flag, List.of(), "tells the router what the cache holds");
  }

  @Override
  public List<String> serverCommand() {
    return List.of("trtllm-serve");
  }

  @Override
  public boolean serverTakesModelFirst() {
    return true;
  }

  @Override
  public List<Argument> server(Deployment deployment, RolePlan role, String configFile) {
    return List.of(
        Argument.of("--extra_llm_api_options", configFile, "settings of the engine, with reasons"));
  }

  @Override
  public String serverNameFlag() {
    return "";
  }
}
