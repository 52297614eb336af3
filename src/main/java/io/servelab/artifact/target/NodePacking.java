package io.servelab.artifact.target;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts workers on nodes: roles in turn, in the ratio of their numbers, each worker on the first
 * node with room; pools on different machines never share a node.
 *
 * @param nodes workers of each node
 */
record NodePacking(List<Node> nodes) {

  /**
   * A worker in its place.
   *
   * @param role its role
   * @param index its number among the workers of its role, over all nodes
   * @param firstGpu first of its consecutive GPUs
   */
  record Place(RolePlan role, int index, int firstGpu) {

    String label() {
      return role.role().title() + " " + index;
    }

    List<Integer> gpus() {
      List<Integer> gpus = new ArrayList<>();
      for (int gpu = firstGpu; gpu < firstGpu + role.workerGpus(); gpu++) {
        gpus.add(gpu);
      }
      return gpus;
    }
  }

  /**
   * A node.
   *
   * @param system name of its machine
   * @param gpus its GPUs
   * @param workers workers on it
   */
  record Node(String system, int gpus, List<Place> workers) {

    int used() {
      return workers.stream().mapToInt(place -> place.role.workerGpus()).sum();
    }

    boolean takes(RolePlan role) {
      return role.system().name().equals(system) && used() + role.workerGpus() <= gpus;
    }
  }

  /**
   * Packs a deployment.
   *
   * @throws InvalidValueException if a worker is larger than a node
   */
  static NodePacking of(DeploymentPlan plan) {
    List<Node> nodes = new ArrayList<>();
    Map<Role, Integer> placed = new EnumMap<>(Role.class);
    for (RolePlan role : sequence(plan.roles())) {
      int nodeGpus = plan.nodeGpus(role);
      if (role.workerGpus() > nodeGpus) {
        throw InvalidValueException.of(
            "worker of " + role.workerGpus() + " GPUs",
            role.role(),
            "a node has " + nodeGpus + ".");
      }
      Node node =
          nodes.stream()
              .filter(open -> open.takes(role))
              .findFirst()
              .orElseGet(
                  () -> {
                    Node fresh = new Node(role.system().name(), nodeGpus, new ArrayList<>());
                    nodes.add(fresh);
                    return fresh;
                  });
      int index = placed.merge(role.role(), 1, Integer::sum) - 1;
      node.workers.add(new Place(role, index, node.used()));
    }
    return new NodePacking(nodes);
  }

  /** Workers in the order in which they are placed. */
  private static List<RolePlan> sequence(List<RolePlan> roles) {
    int rounds =
        roles.stream().mapToInt(role -> role.pool().workers()).reduce(0, NodePacking::divisor);
    List<RolePlan> sequence = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (RolePlan role : roles) {
        for (int share = 0; share < role.pool().workers() / rounds; share++) {
          sequence.add(role);
        }
      }
    }
    return sequence;
  }

  private static int divisor(int left, int right) {
    return right == 0 ? left : divisor(right, left % right);
  }
}
