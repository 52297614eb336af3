package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployment files of experiments and of recommendations. */
class SearchedFilesTest {

  private static final String EXPERIMENTS =
      """
      exps: [wrong, "a b", "a/b"]
      wrong: {model_path: Qwen/Qwen3-32B-FP8, system_name: h200_sxm, total_gpus: 4, islle: 3}
      a b: {model_path: Qwen/Qwen3-32B-FP8, system_name: h200_sxm, total_gpus: 4, osl: 500}
      a/b: {model_path: Qwen/Qwen3-32B-FP8, system_name: h200_sxm, total_gpus: 8, osl: 500}
      """;

  @TempDir Path folder;

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private CommandRun experiments(String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("experiments.yaml"), EXPERIMENTS);
    List<String> arguments = new ArrayList<>(List.of("exp", file.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun asked(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm"));
    arguments.addAll(List.of("--tpot", "25", "--target-rate", "20"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode prediction(String bundle) throws IOException {
    return new YAMLMapper().readTree(folder.resolve(bundle + "/prediction.yaml").toFile());
  }

  @Test
  void everyExperimentThatFoundADeploymentGetsAFolderOfItsOwn() throws IOException {
    CommandRun run =
        experiments("--artifacts", in("deploy"), "--artifact-set", "platform.namespace=prod");
    assertEquals(0, run.code(), run.err());
    try (Stream<Path> files = Files.list(folder.resolve("deploy"))) {
      assertEquals(
          List.of("experiment-a_b", "experiment-a_b-2"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertTrue(run.err().contains("wrong: no deployment, so no files."), run.err());
    assertEquals(4, prediction("deploy/experiment-a_b").get("gpus").asInt());
    assertEquals(8, prediction("deploy/experiment-a_b-2").get("gpus").asInt());
    String manifest = Files.readString(folder.resolve("deploy/experiment-a_b/k8s_deploy.yaml"));
    assertTrue(manifest.contains("namespace: prod"), manifest);
    CommandRun again = experiments("--artifacts", in("deploy"));
    assertEquals(2, again.code());
    assertTrue(again.err().contains("something is there already"), again.err());
    assertEquals(0, experiments("--artifacts", in("deploy"), "--overwrite").code());
  }

  @Test
  void resultsAndFilesOfExperimentsDoNotMix() throws IOException {
    CommandRun run = experiments("--artifacts", in("out"), "--save-dir", in("out"));
    assertEquals(2, run.code());
    assertTrue(run.err().contains("give another folder"), run.err());
    assertFalse(Files.exists(folder.resolve("out")));
    assertEquals(2, experiments("--target", "dynamo").code(), "nothing is written anywhere");
    assertEquals(2, experiments("--artifacts", in("x"), "--target", "cloud").code());
  }

  @Test
  void aRecommendationIsWrittenOnAsManyGpusAsItNames() throws IOException {
    CommandRun run = asked("recommend", "--artifacts", in("deploy"), "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode load = new ObjectMapper().readTree(run.out()).path("load");
    JsonNode prediction = prediction("deploy");
    assertEquals(16, load.path("total_gpus_needed").asInt());
    assertEquals(16, prediction.get("gpus").asInt());
    assertEquals(load.path("replicas_needed").asInt(), prediction.get("replicas").asInt());
    String study = Files.readString(folder.resolve("deploy/study.yaml"));
    assertTrue(study.contains("total_gpus: 16") || study.contains("gpus: 16"), study);
  }

  @Test
  void aSearchForALoadWritesWhatItsVerdictNames() throws IOException {
    CommandRun run = asked("search", "--gpus", "32", "--artifacts", in("deploy"), "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode load = new ObjectMapper().readTree(run.out()).path("load");
    assertEquals(load.path("total_gpus_needed").asInt(), prediction("deploy").get("gpus").asInt());
    assertTrue(load.path("total_gpus_needed").asInt() < 32, run.out());
  }
}
