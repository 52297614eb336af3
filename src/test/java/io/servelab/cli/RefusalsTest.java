package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is refused with its value, the reason and a way out, and leaves nothing behind. */
class RefusalsTest {

  private static final String ONE_REQUEST = "{\"op\": \"gemm\"}\n";

  @TempDir Path folder;

  private static CommandRun refused(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertFalse(run.err().contains("\tat "), run.err());
    return run;
  }

  private static void assertSays(CommandRun run, String... parts) {
    for (String part : parts) {
      assertTrue(run.err().contains(part), "expected '" + part + "' in: " + run.err());
    }
  }

  private static CommandRun search(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("search", "--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--gpus")) {
      arguments.addAll(List.of("--gpus", "8"));
    }
    return refused(arguments.toArray(String[]::new));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aSystemThatNobodyDescribedIsNotImported() {
    assertSays(refused("data", "import", "h300"), "'h300'", "gb300");
  }

  @Test
  void aConditionThatNoMeasuredPointMeetsNamesWhatDoes() {
    assertSays(refused("accuracy", "--where", "system=h300"), "h300", "no line", "h200_sxm");
    assertSays(refused("accuracy", "--where", "sytem=h200_sxm"), "sytem", "system");
  }

  @Test
  void anAmountOfPointsIsNotNegative() {
    assertSays(refused("accuracy", "--worst", "-1"), "--worst", "-1");
  }

  @Test
  void anOptionThatIsGivenTwiceIsNamed() {
    CommandRun run = search("--gpus", "8", "--gpus", "4");
    assertTrue(run.err().startsWith("--gpus is given twice."), run.err());
  }

  @Test
  void formsThatExcludeOneAnotherAreNamed() {
    CommandRun run = search("--json", "--csv");
    assertTrue(run.err().startsWith("--json, --csv are mutually exclusive"), run.err());
  }

  @Test
  void aLimitOfGpusNeedsALoad() {
    assertSays(search("--max-gpus", "3"), "--max-gpus", "3", "--target-rate");
  }

  @Test
  void aRecommendationFindsTheNumberOfGpusItself() {
    CommandRun run =
        refused(
            "recommend",
            "--model",
            "Qwen/Qwen3-32B-FP8",
            "--system",
            "h200_sxm",
            "--target-rate",
            "20",
            "--gpus",
            "4");
    assertSays(run, "--gpus", "4", "--max-gpus");
  }

  @ParameterizedTest
  @CsvSource({"op", "estimate", "search"})
  void aMissingRequestFileIsNamed(String command) throws IOException {
    CommandRun run = refused(command, "--requests", in("nosuch.jsonl"), "--out", in("x"));
    assertSays(run, "nosuch.jsonl", "there is no such file");
    assertEquals(List.of(), left());
  }

  @Test
  void aRequestFileTellsItsFormatByItsName() throws IOException {
    Files.writeString(folder.resolve("shapes.txt"), ONE_REQUEST);
    CommandRun run = refused("op", "--requests", in("shapes.txt"), "--out", in("x.csv"));
    assertSays(run, "shapes.txt", ".jsonl and .csv, each also .gz");
    assertEquals(List.of("shapes.txt"), left());
  }

  @Test
  void aFileThatIsNotCompressedIsNotReadAsSuch() throws IOException {
    Files.writeString(folder.resolve("shapes.jsonl.gz"), ONE_REQUEST);
    CommandRun run = refused("op", "--requests", in("shapes.jsonl.gz"), "--out", in("x.csv"));
    assertSays(run, "shapes.jsonl.gz", "not compressed");
    assertEquals(List.of("shapes.jsonl.gz"), left());
  }

  @Test
  void answersNeedAFolderThatIsThere() throws IOException {
    Files.writeString(folder.resolve("shapes.jsonl"), ONE_REQUEST);
    String out = folder.resolve("absent").resolve("x.csv").toString();
    CommandRun run = refused("op", "--requests", in("shapes.jsonl"), "--out", out);
    assertSays(run, out, "there is no folder", "Make it first");
    assertFalse(run.err().contains(".tmp"), run.err());
    assertEquals(List.of("shapes.jsonl"), left());
  }

  @Test
  void answersDoNotReplaceAFolder() throws IOException {
    Files.writeString(folder.resolve("shapes.jsonl"), ONE_REQUEST);
    CommandRun run = refused("op", "--requests", in("shapes.jsonl"), "--out", folder.toString());
    assertSays(run, "it is a folder");
    assertEquals(List.of("shapes.jsonl"), left());
  }

  @Test
  void answersOfSearchesDoNotReplaceAFile() throws IOException {
    Files.writeString(folder.resolve("asked.jsonl"), "{}\n");
    CommandRun run = refused("search", "--requests", in("asked.jsonl"), "--out", in("asked.jsonl"));
    assertSays(run, "it is a file");
    assertEquals(List.of("asked.jsonl"), left());
  }

  @Test
  void aSearchWithoutAQuestionSaysWhatItNeeds() {
    assertSays(refused("search"), "--model, --system, --gpus", "--help");
    assertSays(refused("search", "--system", "h200_sxm", "--gpus", "8"), "missing: --model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--modle x             | '--modle' | --model",
        "--sytem=h200          | '--sytem' | --system",
        "--isl abc             | --isl = abc | whole number",
        "--ttft soon           | --ttft = soon | expected a number",
        "--backend vlm         | 'vlm' | vllm",
        "--decode-system h20   | 'h20' | h200_sxm",
        "--rules refrence      | 'refrence' | reference",
        "--database-mode SILCN | 'SILCN' | SILICON",
        "--backend-version 9.9 --rules reference | '9.9' | current (1.3.0rc20)",
        "--set decode.max_batch=3 | 'decode.max_batch' | decode.max_batch_size",
        "--osl 0               | osl = 0 | at least 1",
        "--isl 100 --prefix 200 | prefix = 200 | isl = 100",
        "--ttft -5             | ttft = -5 | above 0",
        "--tpot -5             | tpot = -5 | above 0",
        "--request-latency -1  | = -1 | above 0",
        "--gpus 0              | gpus = 0 | at least 1",
        "--top-n 0             | top_n = 0 | at least 1",
        "--study nosuch.yaml   | nosuch.yaml | no such file"
      })
  void aSearchNamesTheValueAndTheWayOut(String options, String value, String wayOut) {
    assertSays(search(options.split(" ")), value, wayOut);
  }

  @Test
  void threeNearestModelsAreOffered() {
    CommandRun run =
        refused("search", "--model", "Qwen/Qwen3-32B-FP9", "--system", "h200_sxm", "--gpus", "8");
    assertSays(run, "'Qwen/Qwen3-32B-FP9'", "Qwen/Qwen3-32B-FP8, Qwen/Qwen3-32B, ");
  }

  @Test
  void aMistypedCommandIsSetRight() {
    assertSays(refused("serch"), "'serch'", "search");
    assertSays(refused("data", "lst"), "'lst'", "list");
  }

  @Test
  void aFolderWithFilesIsKept() throws IOException {
    Path mine = Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertSays(search("--save-dir", folder.toString()), "it is not empty", "--overwrite");
    assertSays(
        search("--save-dir", folder.toString(), "--overwrite"), "thesis.txt", "another folder");
    assertSays(search("--save-dir", mine.toString(), "--overwrite"), "it is a file");
    assertEquals(List.of("thesis.txt"), left());
    assertEquals("years of work", Files.readString(mine));
  }

  @Test
  void anEarlierResultIsReplacedWhenAsked() throws IOException {
    String[] command = {
      "search",
      "--model",
      "Qwen/Qwen3-32B-FP8",
      "--system",
      "h200_sxm",
      "--gpus",
      "8",
      "--save-dir",
      in("result"),
      "--overwrite",
      "--quiet"
    };
    assertEquals(0, CommandRun.of(command).code());
    Files.delete(folder.resolve("result").resolve("study.yaml"));
    assertEquals(0, CommandRun.of(command).code());
    assertTrue(Files.exists(folder.resolve("result").resolve("study.yaml")));
    assertEquals(List.of("result"), left());
  }
}
