package io.servelab.artifact.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.Samples;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.RolePlan;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Names of a Dynamo deployment and its services share 45 letters, or its operator refuses them.
 * Source: the rule of its admission webhook, ai-dynamo/dynamo pull request 5449.
 */
class ServiceNamesTest {

  @TestFactory
  Stream<DynamicTest> namesOfDeploymentAndServiceFitTogether() {
    return Samples.all().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(),
                    () -> {
                      check(sample.getValue());
                      check(sample.getValue().with("platform.name_prefix", "a".repeat(63)));
                    }));
  }

  private static void check(DeploymentPlan plan) {
    Deployment deployment = Deployment.of(plan);
    for (RolePlan role : plan.roles()) {
      String service = deployment.serviceName(role);
      int letters = deployment.name().length() + service.length();
      if (deployment.workerNodes(role) > 1) {
        letters += service.length() + "-ldr".length();
      }
      assertTrue(letters <= 45, deployment.name() + " with " + service);
    }
  }

  @Test
  void servicesAreCalledAfterTheirEngineWhereThatFits() {
    DeploymentPlan rack = Samples.all().get("trtllm-disagg-rack");
    Deployment deployment = Deployment.of(rack);
    assertEquals("TRTLLMPrefillWorker", deployment.serviceName(rack.roles().get(0)));
    assertEquals("Decode", deployment.serviceName(rack.roles().get(1)), "on several nodes");
  }
}
