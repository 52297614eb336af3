package io.servelab.artifact.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.artifact.TestPlans;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodePackingTest {

  private static final String DENSE = "Qwen/Qwen3-32B-FP8";

  @Test
  void fourSmallAndTwoLargeWorkersTakeTwoNodes() {
    assertEquals(List.of("4P+1D", "0P+1D"), packed(4, 2, Map.of()));
  }

  @Test
  void sixSmallAndTwoLargeWorkersTakeTwoNodes() {
    assertEquals(List.of("4P+1D", "2P+1D"), packed(6, 2, Map.of()));
  }

  @Test
  void workersOfANodeShareNoGpu() {
    for (NodePacking.Node node : NodePacking.of(plan(6, 2)).nodes()) {
      List<Integer> gpus = node.workers().stream().flatMap(place -> place.gpus().stream()).toList();
      assertEquals(gpus.stream().distinct().toList(), gpus);
      assertEquals(node.used(), gpus.size());
    }
  }

  @Test
  void smallerNodesTakeMoreOfThem() {
    assertEquals(
        List.of("4P+0D", "0P+1D", "0P+1D"), packed(4, 2, Map.of("platform.gpus_per_node", 4)));
  }

  @Test
  void poolsOnDifferentMachinesNeverShareANode() {
    RolePlan prefill =
        TestPlans.poolOn(
            TestPlans.system("h100_sxm", 90, 80),
            ServingEngine.VLLM,
            DENSE,
            Role.PREFILL,
            new RolePlan.Pool(2, 1),
            Parallelism.dense(1, 1),
            1);
    RolePlan decode =
        TestPlans.pool(ServingEngine.VLLM, DENSE, Role.DECODE, 1, Parallelism.dense(2, 1), 64);
    DeploymentPlan plan = TestPlans.plan(ServingEngine.VLLM, DENSE, prefill, decode);
    assertEquals(
        List.of("h100_sxm", "h200_sxm"),
        NodePacking.of(plan).nodes().stream().map(NodePacking.Node::system).toList());
  }

  @Test
  void aWorkerLargerThanANodeIsRefused() {
    DeploymentPlan plan = plan(1, 1).with("platform.gpus_per_node", 2);
    assertThrows(InvalidValueException.class, () -> NodePacking.of(plan));
  }

  private static List<String> packed(int prefill, int decode, Map<String, ?> overrides) {
    return NodePacking.of(plan(prefill, decode).with(overrides)).nodes().stream()
        .map(NodePackingTest::shown)
        .toList();
  }

  private static String shown(NodePacking.Node node) {
    Map<Role, Integer> counts = new TreeMap<>(Map.of(Role.PREFILL, 0, Role.DECODE, 0));
    node.workers().forEach(place -> counts.merge(place.role().role(), 1, Integer::sum));
    return counts.get(Role.PREFILL) + "P+" + counts.get(Role.DECODE) + "D";
  }

  private static DeploymentPlan plan(int prefill, int decode) {
    return TestPlans.plan(
        ServingEngine.VLLM,
        DENSE,
        TestPlans.pool(
            ServingEngine.VLLM, DENSE, Role.PREFILL, prefill, Parallelism.dense(1, 1), 1),
        TestPlans.pool(
            ServingEngine.VLLM, DENSE, Role.DECODE, decode, Parallelism.dense(4, 1), 64));
  }
}
