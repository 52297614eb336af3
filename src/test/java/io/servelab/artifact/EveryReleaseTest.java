package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Releases;
import io.servelab.artifact.plan.ServingSettings;
import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Parallelism;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** On every known release, every generated flag is one that its versions take. */
class EveryReleaseTest {

  private static final ServingSettings EVERYTHING =
      new ServingSettings(
          new MemorySettings(OptionalDouble.of(0.85), OptionalLong.of(9000)),
          true,
          new Speculation(1, 0.7),
          "flashinfer",
          true);

  @TestFactory
  Stream<DynamicTest> flagsExistOn() {
    return Releases.standard().all().stream()
        .flatMap(
            release ->
                Stream.of(ServingEngine.values())
                    .map(
                        engine ->
                            DynamicTest.dynamicTest(
                                engine + " of Dynamo " + release, () -> check(engine, release))));
  }

  private static void check(ServingEngine engine, EngineVersion release) {
    for (DeploymentPlan plan : plans(engine)) {
      for (ServingSettings settings : List.of(plan.settings(), EVERYTHING)) {
        DeploymentPlan set =
            new DeploymentPlan(
                plan.model(),
                plan.release(),
                plan.roles(),
                plan.load(),
                settings,
                plan.basis(),
                plan.adjustments());
        ArtifactBundle bundle =
            Artifacts.of(
                set.withDynamo(release.text())
                    .with("platform.router", "kv")
                    .with("prefix_cache", true));
        assertEquals(List.of(), bundle.findings(), set.toString());
      }
    }
  }

  private static List<DeploymentPlan> plans(ServingEngine engine) {
    return List.of(
        Samples.mixed(engine, Samples.DENSE, Parallelism.dense(4, 1)),
        Samples.mixed(engine, Samples.MOE, Samples.experts(engine)),
        Samples.pools(engine, Samples.DENSE),
        Samples.pools(engine, Samples.MOE));
  }
}
