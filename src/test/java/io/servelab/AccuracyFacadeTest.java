package io.servelab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyFacadeTest {

  private static final List<String> LINES =
      List.of(
          "id,model,system,backend,isl,osl,concurrency,tp,ttft_ms,tpot_ms,aic_ttft_ms,aic_tpot_ms",
          "a,Llama-3.1-8B,h200_sxm,vllm,1024,1024,4,1,60,7,30,6",
          "b,Llama-3.1-8B,h200_sxm,vllm,1024,1024,64,1,400,12,90,11",
          "c,Lama,h200_sxm,vllm,1024,1024,64,1,400,12,90,11");

  @TempDir private Path folder;

  @Test
  void showsErrorsRanksWorstPointsAndRefusals() throws IOException {
    Accuracy accuracy = accuracy();
    assertEquals(List.of("4", "64"), accuracy.by("concurrency").stringColumn(0).unique().asList());
    assertEquals(2, accuracy.beside().doubleColumn("points").getDouble(0));
    assertEquals(3, accuracy.ranking().rowCount(), "own twice, and the reference");
    assertEquals(1, accuracy.worst(1).rowCount());
    assertEquals(2, accuracy.worstParts(5).rowCount());
    assertTrue(accuracy.refused().getString(0, "reason").contains("Lama"));
    assertEquals(1, accuracy.where("concurrency", "4").points().rowCount());
  }

  @Test
  void showsItselfAsATable() throws IOException {
    Accuracy accuracy = accuracy();
    assertTrue(accuracy.mimeBundle().text().contains("3 points, 1 refused"));
    assertTrue(accuracy.ttft().title().contains("first token"));
    assertTrue(accuracy.tpot().json().contains("vllm"));
  }

  private Accuracy accuracy() throws IOException {
    return ServeLab.accuracy(Files.write(folder.resolve("points.csv"), LINES));
  }
}
