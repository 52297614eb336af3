package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.Assumption;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.perf.DataMode;
import io.servelab.perf.DataNotes;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A GPU that nobody measured, described by a person. */
class UnmeasuredSystemTest {

  private static final DataHome HOME = DataHome.locate(Optional.empty());
  private static final Databases DATABASES = new Databases(HOME);

  @TempDir private Path folder;

  private static PerfDatabase open(String system, DataMode mode, RuleSet rules) {
    return DATABASES.get(
        system, ServingEngine.TRTLLM, "current", mode, TransferPolicy.AGGRESSIVE, rules);
  }

  private static SearchRequest search(PerfDatabase database) {
    return new SearchRequest(
        new Models().find("Qwen/Qwen3-8B"),
        database,
        database,
        4,
        new RequestShape(2000, 200, 0),
        Sla.of(5000, 100),
        SearchOptions.DEFAULT);
  }

  private static double best(PerfDatabase database) {
    return new Search(search(database))
        .run(ServingMode.AGGREGATED)
        .best()
        .orElseThrow()
        .clusterTokensPerSPerGpu(4);
  }

  /** The description of a measured system under another name. */
  private String twin(String system) throws IOException {
    Path file = folder.resolve("twin.yaml");
    Files.copy(HOME.folder().resolve(system).resolve("system.yaml"), file);
    return file.toString();
  }

  @Test
  void aTwinOfAMeasuredSystemAnswersAsItDoes() throws IOException {
    PerfDatabase twin = open(twin("h200_sxm"), DataMode.HYBRID, RuleSet.SERVELAB);
    assertEquals("h200_sxm", twin.lender().orElseThrow().system().name());
    assertEquals(best(open("h200_sxm", DataMode.HYBRID, RuleSet.SERVELAB)), best(twin), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(names = {"HYBRID", "EMPIRICAL", "SOL"})
  void answersInEveryModeThatEstimates(DataMode mode) {
    assertTrue(best(open("l4", mode, RuleSet.SERVELAB)) > 0);
  }

  @Test
  void noAnswerIsBetterThanTheRoofline() {
    assertTrue(
        best(open("l4", DataMode.HYBRID, RuleSet.SERVELAB))
            < best(open("l4", DataMode.SOL, RuleSet.SERVELAB)));
  }

  @Test
  void theReferenceRulesLendNothing() {
    assertThrows(InvalidValueException.class, () -> open("l4", DataMode.HYBRID, RuleSet.REFERENCE));
  }

  @Test
  void whatStandsInAndWhatIsLeftOpenIsSaid() throws IOException {
    Path file = folder.resolve("plain.yaml");
    Files.writeString(
        file,
        """
        gpu: {mem_bw: 1.0e12, mem_capacity: 68719476736, bfloat16_tc_flops: 3.0e14}
        node: {num_gpus_per_node: 8, intra_node_bw: 6.4e10, inter_node_bw: 5.0e10}
        misc: {other_mem: 3000000000}
        """);
    PerfDatabase plain = open(file.toString(), DataMode.HYBRID, RuleSet.SERVELAB);
    assertTrue(DataNotes.of(plain).get(0).contains("by the ratio of the two rooflines"));
    List<String> open =
        Assumptions.of(search(plain)).stream()
            .filter(row -> row.about().startsWith("plain"))
            .map(Assumption::what)
            .toList();
    assertTrue(
        open.containsAll(List.of("fp8_tc_flops", "sm_version", "power", "nccl_mem")),
        open.toString());
    assertEquals(List.of(), DataNotes.of(open("h200_sxm", DataMode.HYBRID, RuleSet.SERVELAB)));
  }

  @Test
  void aVersionThatWasNotMeasuredIsAnsweredByTheNearestAndSaysSo() {
    PerfDatabase later =
        DATABASES.get(
            "h200_sxm",
            ServingEngine.VLLM,
            "0.25.1",
            DataMode.SILICON,
            TransferPolicy.AGGRESSIVE,
            RuleSet.SERVELAB);
    assertEquals("0.24.0", later.version());
    assertTrue(DataNotes.of(later).get(0).contains("0.25.1 was not measured"));
  }

  @Test
  void formatsComeWithTheirReasons() {
    SearchRequest search = search(open("h200_sxm", DataMode.SILICON, RuleSet.SERVELAB));
    Assumption gemm =
        Assumptions.of(search).stream()
            .filter(row -> row.what().equals("gemm"))
            .findFirst()
            .orElseThrow();
    assertEquals("bfloat16", gemm.value());
    assertTrue(gemm.reason().contains("default"), gemm.reason());
  }
}
