package io.servelab;

import static io.servelab.ServeLab.isl;
import static io.servelab.ServeLab.osl;
import static io.servelab.ServeLab.tpot;
import static io.servelab.ServeLab.ttft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.serving.Forecast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.Table;

class ServingTest {

  private static final Study STUDY =
      ServeLab.study("Qwen/Qwen3-8B")
          .on("h200_sxm", 8)
          .rules("servelab")
          .workload(isl(2000), osl(200))
          .sla(ttft(500), tpot(20));

  private static final Serving SERVING = STUDY.search().best("agg").serve();

  private static String refusal(Executable action) {
    return assertThrows(InvalidValueException.class, action).getMessage();
  }

  @Test
  void everyRowNamesItsStatistic() {
    Table table = SERVING.table();
    assertEquals("benchmark", table.getString(0, "over"));
    assertEquals("steady state", table.getString(1, "over"));
    double mean = table.doubleColumn("mean_ms").getDouble(0);
    assertTrue(table.doubleColumn("low_ms").getDouble(0) < mean);
    assertTrue(table.doubleColumn("high_ms").getDouble(0) > mean);
  }

  @Test
  void theOpeningBurstIsInTheBenchmarkAndNotInTheSteadyState() {
    Forecast forecast = SERVING.clients(32).forecast();
    assertTrue(forecast.ttftMs() > forecast.steady().latency().ttft().mean());
    assertEquals(320, forecast.run().size());
  }

  @Test
  void asManyClientsAsTheTargetsAllowAreServedInTime() {
    Forecast kept = SERVING.clients(512).withinTargets().forecast();
    assertTrue(kept.steady().latency().ttft().mean() <= 500);
    assertTrue(kept.steady().latency().tpot().mean() <= 20);
    assertTrue(kept.clients() < 512, "512 clients wait longer");
    assertTrue(refusal(() -> SERVING.poisson(1).withinTargets()).contains("clients(256)"));
  }

  @Test
  void loadBeyondSaturationIsRefusedAndSaysWhereSaturationIs() {
    double most = SERVING.saturation();
    String refusal = refusal(() -> SERVING.poisson(2 * most).table());
    assertTrue(refusal.contains("%.3g".formatted(most)), refusal);
    assertTrue(SERVING.poisson(0.5 * most).forecast().ttftMs() > 0);
  }

  @Test
  void burstsWaitLongerThanEvenArrivals() {
    double rate = 0.6 * SERVING.saturation();
    double even = SERVING.constant(rate).forecast().ttftMs();
    double chance = SERVING.poisson(rate).forecast().ttftMs();
    double bursts = SERVING.gamma(rate, 0.1).forecast().ttftMs();
    assertTrue(even < chance && chance < bursts, even + ", " + chance + ", " + bursts);
  }

  @Test
  void badLoadsAreRefusedWithAReason() {
    assertTrue(refusal(() -> SERVING.poisson(Double.NaN)).contains("NaN"));
    assertTrue(refusal(SERVING::trace).contains("at least two requests"));
    assertTrue(refusal(() -> SERVING.trace(0, 3, 2)).contains("in order"));
    assertTrue(refusal(() -> SERVING.clients(0)).contains("at least 1"));
    assertTrue(
        refusal(() -> SERVING.fixedLengths(100_000, 10).table()).contains("holds 40960 tokens"));
  }

  @Test
  void referenceDeploymentsAreNotSimulated() {
    Deployment reference = STUDY.rules("reference").search().best();
    assertTrue(refusal(reference::serve).contains("servelab"));
  }

  /** No prefill was measured in the formats of the decode workers, which never prefill. */
  @Test
  void poolsAreSimulatedWhereOnlyTheirOwnPhaseWasMeasured() {
    Result result =
        ServeLab.study("Qwen/Qwen3-32B-FP8")
            .on("h200_sxm", 8)
            .backend("vllm")
            .rules("servelab")
            .search();
    assertEquals(result.rows().finalists().size(), result.simulated().rowCount());
  }

  @Test
  void throughputGrowsAlongTheCurve() {
    Table curve = SERVING.curve(1, 8, 64).table();
    double[] throughput = curve.doubleColumn("throughput_tokens_s_gpu").asDoubleArray();
    assertTrue(throughput[0] < throughput[1] && throughput[1] < throughput[2]);
  }

  @Test
  void theTimelineHasARowForTheEngineAndEveryShownRequest() {
    String json = SERVING.clients(4).timeline(6).json();
    assertTrue(json.contains("\"engine\""));
    assertTrue(json.contains("request 6") && !json.contains("request 7"));
  }
}
