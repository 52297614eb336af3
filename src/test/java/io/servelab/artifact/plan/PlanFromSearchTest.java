package io.servelab.artifact.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.Artifacts;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.AggregatedCandidate;
import io.servelab.search.Candidate;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.study.StudyConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans of a real search hold the numbers of their candidates. */
class PlanFromSearchTest {

  private static SearchResult result;

  @BeforeAll
  static void search() {
    StudyConfig study =
        StudyConfig.standard()
            .with(
                Map.of(
                    "model",
                    "Qwen/Qwen3-32B-FP8",
                    "system",
                    "h200_sxm",
                    "gpus",
                    12,
                    "backend",
                    "vllm",
                    "kv_memory_fraction",
                    0.85,
                    "tpot",
                    40));
    result = study.resolve().search(new Databases(DataHome.locate(Optional.empty())), new Models());
  }

  @Test
  void everyRecommendationBecomesSoundFiles() {
    int plans = 0;
    for (SearchBranch branch : result.branches()) {
      for (Candidate candidate : branch.top()) {
        DeploymentPlan plan = DeploymentPlan.of(result.request(), candidate);
        assertEquals(List.of(), Artifacts.of(plan).findings(), plan.toString());
        plans++;
      }
    }
    assertTrue(plans > 3, plans + " plans");
  }

  @Test
  void gpusAndConcurrencyAreThoseOfTheCandidate() {
    for (SearchBranch branch : result.branches()) {
      for (Candidate candidate : branch.candidates()) {
        int replicas = candidate.replicas(12);
        if (replicas < 1) {
          continue;
        }
        DeploymentPlan plan = DeploymentPlan.of(result.request(), candidate);
        assertEquals(candidate.gpus() * replicas, plan.gpus());
        assertEquals(candidate.concurrency() * replicas, plan.concurrency());
        assertEquals(
            0.85, plan.generating().memory().kvFraction(), "the search's share, not the engine's");
      }
    }
  }

  @Test
  void poolsKeepTheirNumbers() {
    DisaggregatedCandidate candidate =
        result.branches().stream()
            .flatMap(branch -> branch.top().stream())
            .filter(DisaggregatedCandidate.class::isInstance)
            .map(DisaggregatedCandidate.class::cast)
            .findFirst()
            .orElseThrow();
    DeploymentPlan plan = DeploymentPlan.of(result.request(), candidate);
    assertEquals(
        candidate.row().prefill().workers() * plan.replicas(),
        plan.role(Role.PREFILL).orElseThrow().pool().workers());
    assertEquals(
        candidate.decode().row().batch(), plan.role(Role.DECODE).orElseThrow().point().batch());
    Prediction predicted = plan.basis().prediction().orElseThrow();
    assertEquals(candidate.latency(), predicted.latency());
    assertEquals("h200_sxm", predicted.measured().get(Role.DECODE).system());
  }

  @Test
  void aClusterTooSmallForAReplicaIsRefused() {
    AggregatedCandidate candidate =
        result.branches().stream()
            .flatMap(branch -> branch.candidates().stream())
            .filter(AggregatedCandidate.class::isInstance)
            .map(AggregatedCandidate.class::cast)
            .filter(found -> found.gpus() > 1)
            .findFirst()
            .orElseThrow();
    SearchRequest whole = result.request();
    SearchRequest single =
        new SearchRequest(
            whole.model(),
            whole.database(),
            whole.decodeDatabase(),
            1,
            whole.request(),
            whole.sla(),
            whole.options());
    assertThrows(InvalidValueException.class, () -> DeploymentPlan.of(single, candidate));
  }
}
