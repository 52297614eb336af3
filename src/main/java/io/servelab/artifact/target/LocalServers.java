package io.servelab.artifact.target;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that one machine runs: one worker that does everything, or a replica of both pools.
 *
 * @param all the servers, with GPUs and ports of their own
 */
record LocalServers(List<Server> all) {

  /**
   * A server.
   *
   * @param place its role and GPUs
   * @param port its port
   */
  record Server(NodePacking.Place place, int port) {}

  static LocalServers of(DeploymentPlan plan, int firstPort) {
    List<Server> servers = new ArrayList<>();
    int gpu = 0;
    for (RolePlan role : plan.roles()) {
      for (int index = 0; index < started(role); index++) {
        NodePacking.Place place = new NodePacking.Place(role, index, gpu);
        servers.add(new Server(place, firstPort + servers.size()));
        gpu += role.workerGpus();
      }
    }
    return new LocalServers(servers);
  }

  private static int started(RolePlan role) {
    return role.role().isSeparate() ? role.pool().perReplica() : 1;
  }

  /** GPUs that they take. */
  static int gpus(DeploymentPlan plan) {
    return plan.roles().stream().mapToInt(role -> started(role) * role.workerGpus()).sum();
  }

  List<Server> of(RolePlan role) {
    return all.stream().filter(server -> server.place().role().equals(role)).toList();
  }
}
