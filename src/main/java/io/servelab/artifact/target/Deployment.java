package io.servelab.artifact.target;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.setting.FlagSet;
import io.servelab.artifact.setting.WorkerFlags;
import io.servelab.hardware.ServingEngine;
import java.util.EnumMap;
import java.util.Map;

/**
 * A plan with the flags of its workers.
 *
 * @param plan the plan
 * @param flags flags of each role
 */
public record Deployment(DeploymentPlan plan, Map<Role, FlagSet> flags) {

  /**
   * Letters that the operator's scheduler leaves for the names of a deployment and of a service; of
   * a service on several nodes, for its name twice and an ending as well.
   */
  private static final int LONGEST_NAMES = 45;

  private static final String LEADER = "-ldr";

  /** Copies the map. */
  public Deployment {
    flags = Map.copyOf(flags);
  }

  /** Gives every worker its flags. */
  public static Deployment of(DeploymentPlan plan) {
    Map<Role, FlagSet> flags = new EnumMap<>(Role.class);
    plan.roles().forEach(role -> flags.put(role.role(), WorkerFlags.of(plan, role)));
    return new Deployment(plan, flags);
  }

  /** Flags of a role. */
  public FlagSet flags(Role role) {
    FlagSet found = flags.get(role);
    if (found == null) {
      throw new IllegalArgumentException("role = " + role);
    }
    return found;
  }

  ServingEngine engine() {
    return plan.release().engine();
  }

  boolean isOn(ServingEngine engine) {
    return engine() == engine;
  }

  EngineVersion dynamo() {
    return plan.release().dynamo();
  }

  String setting(PlatformKey key) {
    return plan.platform().get(key);
  }

  /** How requests are routed: {@code kv}, {@code round-robin}, or blank for the frontend's way. */
  String router() {
    String chosen = setting(PlatformKey.ROUTER);
    return switch (chosen) {
      case "auto" -> plan.load().prefix() > 0 ? "kv" : "";
      case "off" -> "";
      default -> chosen;
    };
  }

  /** Whether workers of a role tell the router what their caches hold. */
  boolean publishesEvents(RolePlan role) {
    return router().equals("kv") && role.role().prefills();
  }

  /** Name of the deployment: a Kubernetes label. */
  public String name() {
    String name =
        setting(PlatformKey.NAME_PREFIX)
            + "-"
            + plan.mode()
            + (router().isEmpty() ? "" : "-router");
    int room = plan.roles().stream().mapToInt(this::nameRoom).min().orElseThrow();
    return name.length() <= room ? name : name.substring(0, room).replaceAll("-+$", "");
  }

  /** Name of the service of a pool: with the engine's, if that leaves room. */
  String serviceName(RolePlan role) {
    String prefix = EngineLauncher.of(engine()).servicePrefix();
    String part = role.role() == Role.AGG ? "" : role.role().title();
    String whole = prefix + part + "Worker";
    return name().length() <= LONGEST_NAMES - taken(role, whole) ? whole : role.role().title();
  }

  private int nameRoom(RolePlan role) {
    return LONGEST_NAMES - Math.max(taken(role, role.role().title()), "Frontend".length());
  }

  private int taken(RolePlan role, String service) {
    boolean several = workerNodes(role) > 1;
    return service.length() + (several ? service.length() + LEADER.length() : 0);
  }

  /** Nodes of one worker. */
  int workerNodes(RolePlan role) {
    int gpus = role.workerGpus();
    int nodes = (gpus + plan.nodeGpus(role) - 1) / plan.nodeGpus(role);
    while (gpus % nodes != 0) {
      nodes++;
    }
    return nodes;
  }

  /** GPUs that one worker takes on each of its nodes. */
  int podGpus(RolePlan role) {
    return role.workerGpus() / workerNodes(role);
  }

  /** Whether some worker spans nodes. */
  boolean spansNodes() {
    return plan.roles().stream().anyMatch(role -> workerNodes(role) > 1);
  }
}
