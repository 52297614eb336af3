package io.servelab.artifact.target;

import io.servelab.artifact.plan.RolePlan;
import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Map;

/** How the workers of an engine are started. */
interface EngineLauncher {

  /** The launcher of an engine. */
  static EngineLauncher of(ServingEngine engine) {
    return switch (engine) {
      case TRTLLM -> new TrtLlmLauncher();
      case SGLANG -> new SglangLauncher();
      case VLLM -> new VllmLauncher();
    };
  }

  /** Python module of a Dynamo worker. */
  String dynamoModule();

  /** Flag that names the model. */
  String modelFlag();

  /** First part of the names of its Kubernetes services. */
  String servicePrefix();

  /**
   * Flags of a Dynamo worker besides the model and its name.
   *
   * @param configFile path of the engine file, for engines that have one
   */
  List<Argument> dynamo(Deployment deployment, RolePlan role, String configFile);

  /**
   * Flag by which a worker tells a router what its cache holds.
   *
   * @param portShift added to the usual port, for several workers on one machine
   */
  Argument events(Deployment deployment, int portShift);

  /** Further flags that keep workers on one machine apart. */
  default List<Argument> apart(NodePacking.Place place) {
    return List.of();
  }

  /** Environment that keeps workers on one machine apart. */
  default Map<String, String> environment(Deployment deployment, NodePacking.Place place) {
    return Map.of();
  }

  /** Command of the engine's own server, without flags. */
  List<String> serverCommand();

  /** Whether that server takes the model as its first word rather than behind a flag. */
  boolean serverTakesModelFirst();

  /**
   * Flags of the engine's own server besides the model, its name, host and port.
   *
   * @param configFile path of the engine file, for engines that have one
   */
  List<Argument> server(Deployment deployment, RolePlan role, String configFile);

  /** Flag of that server that names the served model; blank if it has none. */
  String serverNameFlag();
}
