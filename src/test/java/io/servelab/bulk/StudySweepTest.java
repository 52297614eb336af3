package io.servelab.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.Threads;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.study.StudyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySweepTest {

  private static final Models MODELS = new Models();
  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final StudyConfig BASE =
      StudyConfig.standard(MODELS)
          .with(Map.of("model", "Qwen/Qwen3-0.6B", "system", "h200_sxm", "isl", 500, "osl", 50));

  @TempDir Path folder;

  private static StudyGrid grid(List<?> gpus) {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("backend", List.of("trtllm", "vllm"));
    axes.put("gpus", gpus);
    return new StudyGrid(BASE, axes);
  }

  private static StudySweep sweep(StudyGrid grid) {
    return new StudySweep(grid, DATABASES, MODELS);
  }

  /** Remembers what it was told. */
  private static class Memory implements SweepListener {
    final List<String> rows = new ArrayList<>();
    int done;

    @Override
    public void row(Map<String, ?> cells) {
      rows.add(cells.get("backend") + " " + cells.get("gpus") + " " + cells.get("mode"));
    }

    @Override
    public void answered(int answered, int total) {
      done = answered;
    }
  }

  @Test
  void theTableDoesNotDependOnThreads() throws IOException {
    Path alone = folder.resolve("alone.csv");
    Path crowd = folder.resolve("crowd.csv");
    StudyGrid grid = grid(List.of(1, 2, 4));
    Threads.use(1, () -> sweep(grid).run(Optional.of(alone), new Memory()));
    StudySweep fresh =
        new StudySweep(grid, new Databases(DataHome.locate(Optional.empty())), new Models());
    Threads.use(8, () -> fresh.run(Optional.of(crowd), new Memory()));
    assertEquals(Files.readString(alone), Files.readString(crowd));
  }

  @Test
  void everyCombinationHasARowForEachKindOfDeployment() {
    Memory memory = new Memory();
    assertEquals(4, sweep(grid(List.of(1, 2))).run(Optional.empty(), memory));
    assertEquals(
        List.of(
            "trtllm 1 agg",
            "trtllm 2 agg",
            "trtllm 2 disagg",
            "vllm 1 agg",
            "vllm 2 agg",
            "vllm 2 disagg"),
        memory.rows);
    assertEquals(4, memory.done);
  }

  @Test
  void anInterruptedSweepIsTakenUpAndGivesTheSameTable() throws IOException {
    Path whole = folder.resolve("whole.csv");
    sweep(grid(List.of(1, 2))).run(Optional.of(whole), SweepListener.NONE);
    List<String> lines = Files.readAllLines(whole);
    Path cut = folder.resolve("cut.csv");
    // The study of the last line may be cut, as an interruption in the middle of a line leaves it.
    Files.writeString(cut, String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3));
    Memory memory = new Memory();
    assertEquals(3, sweep(grid(List.of(1, 2))).run(Optional.of(cut), memory));
    assertEquals(lines, Files.readAllLines(cut));
    assertEquals(6, memory.rows.size());
    assertEquals(4, memory.done);
  }

  @Test
  void aStoppedSweepKeepsWhatIsAnswered() throws IOException {
    Path file = folder.resolve("sweep.csv");
    SweepListener stop =
        new SweepListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(
        CancellationException.class, () -> sweep(grid(List.of(1))).run(Optional.of(file), stop));
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void aStudyThatCannotBeAskedIsARow() {
    List<Object> errors = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void row(Map<String, ?> cells) {
            errors.add(cells.get("error"));
          }
        };
    StudyGrid wrong = new StudyGrid(BASE.with("gpus", 1), Map.of("system", List.of("h20")));
    sweep(wrong).run(Optional.empty(), listener);
    assertTrue(errors.get(0).toString().contains("'h20'"), errors.toString());
  }

  @Test
  void aFileOfAnotherSweepIsKept() throws IOException {
    Path file = folder.resolve("sweep.csv");
    sweep(grid(List.of(1))).run(Optional.of(file), SweepListener.NONE);
    String before = Files.readString(file);
    StudyGrid other = new StudyGrid(BASE.with("osl", 60), grid(List.of(1)).axes());
    assertThrows(
        InvalidValueException.class, () -> sweep(other).run(Optional.of(file), SweepListener.NONE));
    StudyGrid axes = new StudyGrid(BASE, Map.of("gpus", List.of(1)));
    assertThrows(
        InvalidValueException.class, () -> sweep(axes).run(Optional.of(file), SweepListener.NONE));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void axesHaveKnownKeysAndDifferentValues() {
    assertThrows(UnknownNameException.class, () -> new StudyGrid(BASE, Map.of("gpu", List.of(1))));
    assertThrows(InvalidValueException.class, () -> new StudyGrid(BASE, Map.of("gpus", List.of())));
    assertThrows(
        InvalidValueException.class, () -> new StudyGrid(BASE, Map.of("gpus", List.of(1, 1L))));
  }
}
