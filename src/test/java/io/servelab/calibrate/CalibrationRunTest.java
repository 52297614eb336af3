package io.servelab.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.Threads;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.PointSimulator;
import io.servelab.accuracy.TruthRow;
import io.servelab.engine.sim.Calibration;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.study.ConfigLayer;
import io.servelab.study.StudyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationRunTest {

  private static final PointSimulator SIMULATOR =
      new PointSimulator(new Databases(DataHome.locate(java.util.Optional.empty())), new Models());

  @TempDir private Path folder;

  private static List<TruthRow> measured() {
    return BenchmarkFiles.read(BenchmarkFilesTest.sample("inferencex.json"), Map.of());
  }

  /** The same deployments and loads on a cluster that differs by known factors. */
  private static List<TruthRow> measuredOn(Calibration cluster) {
    List<TruthRow> rows = new ArrayList<>();
    for (TruthRow row : measured()) {
      Latency latency = SIMULATOR.prepare(row).simulate(cluster);
      Map<String, String> cells = new LinkedHashMap<>(row.columns());
      cells.put("ttft_ms", Double.toString(latency.ttftMs()));
      cells.put("tpot_ms", Double.toString(latency.tpotMs()));
      rows.add(new TruthRow(cells));
    }
    return rows;
  }

  @Test
  void aClusterWithSlowerDecodePassesIsFound() {
    CalibrationRun run = CalibrationRun.of(measuredOn(new Calibration(1, 1, 1, 1, 1.2)), SIMULATOR);
    assertTrue(run.helps(), run.verdict());
    assertEquals(1.2, run.fitted().decodeTime(), 0.08);
    assertTrue(run.leftOutError() < 0.3 * run.errorBefore(), run.verdict());
  }

  @Test
  void whereNothingDiffersNothingIsChanged() {
    CalibrationRun run = CalibrationRun.of(measuredOn(Calibration.NONE), SIMULATOR);
    assertFalse(run.helps());
    assertEquals(Calibration.NONE, run.factors());
    assertTrue(run.layer("mine").patch().keys().isEmpty());
    assertTrue(run.verdict().contains("declined"), run.verdict());
  }

  /** Points of perf-data/truth: gpt-oss-120b on two H200 under vLLM. */
  @Test
  void realPointsAreExplainedBetterByEachOther() {
    CalibrationRun run = CalibrationRun.of(measured(), SIMULATOR);
    assertEquals(5, run.points().size());
    assertTrue(run.errorAfter() < run.errorBefore(), run.verdict());
    assertTrue(run.helps(), run.verdict());
  }

  @Test
  void neitherThreadsNorTheOrderOfPointsMoveAFactor() {
    List<TruthRow> turned = new ArrayList<>(measured());
    Collections.reverse(turned);
    CalibrationRun alone = Threads.use(1, () -> CalibrationRun.of(measured(), SIMULATOR));
    CalibrationRun crowd = Threads.use(8, () -> CalibrationRun.of(measured(), SIMULATOR));
    assertEquals(alone, crowd);
    CalibrationRun other = Threads.use(8, () -> CalibrationRun.of(turned, SIMULATOR));
    assertEquals(alone.fittedFactors(), other.fittedFactors());
  }

  @Test
  void factorsStayWithinTheirBounds() {
    List<TruthRow> rows = new ArrayList<>();
    for (TruthRow row : measured()) {
      Map<String, String> cells = new LinkedHashMap<>(row.columns());
      cells.put("tpot_ms", "1000");
      rows.add(new TruthRow(cells));
    }
    CalibrationRun run = CalibrationRun.of(rows, SIMULATOR);
    for (CalibrationRun.FittedFactor factor : run.fittedFactors()) {
      assertTrue(factor.factor() <= factor.bound() + 1e-3, factor.toString());
      assertTrue(factor.factor() >= 1 / factor.bound() - 1e-3, factor.toString());
    }
  }

  @Test
  void unusablePointsAreNamedAndTheOthersCount() {
    List<TruthRow> rows = new ArrayList<>(measured());
    rows.add(new TruthRow(Map.of("id", "odd", "model", "no-such-model")));
    assertTrue(CalibrationRun.of(rows, SIMULATOR).refused().containsKey("odd"));
    InvalidValueException tooFew =
        assertThrows(
            InvalidValueException.class, () -> CalibrationRun.of(rows.subList(4, 6), SIMULATOR));
    assertTrue(tooFew.getMessage().contains("1 of 2"), tooFew.getMessage());
    assertTrue(tooFew.getMessage().contains("odd"), tooFew.getMessage());
  }

  @Test
  void theLayerReachesTheSimulationsOfAStudy() throws IOException {
    CalibrationRun run = CalibrationRun.of(measuredOn(new Calibration(1, 1, 1, 1, 1.2)), SIMULATOR);
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(file, run.layer("cluster").toYaml());
    ConfigLayer layer = ConfigLayer.fromYaml(file);
    assertEquals(run.layer("cluster"), layer);
    StudyConfig study =
        StudyConfig.standard()
            .with("model", "openai/gpt-oss-120b")
            .with("system", "h200_sxm")
            .with("gpus", 2);
    assertEquals(Calibration.NONE, study.resolve().options().calibration());
    Calibration read = study.with(layer).resolve().options().calibration();
    assertEquals(run.fitted().decodeTime(), read.decodeTime(), 1e-3);
    assertEquals(
        read, StudyConfig.parse(study.with(layer).toYaml()).resolve().options().calibration());
  }

  @Test
  void twoAnchorsHelpWithTheOtherLoads() {
    List<PointSimulator.Ready> ready =
        measuredOn(new Calibration(1, 1, 1, 1, 1.2)).stream().map(SIMULATOR::prepare).toList();
    AnchorTrial.Group all = AnchorTrial.of(ready, 2).groups().get(0);
    assertEquals(1, all.deployments());
    assertEquals(3, all.tpotAfter().points());
    assertTrue(all.tpotAfter().mean() < 0.5 * all.tpotBefore().mean(), all.toString());
  }
}
