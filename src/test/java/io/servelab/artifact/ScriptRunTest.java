package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.hardware.ServingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs generated scripts in a shell in which programs only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class ScriptRunTest {

  private static final String NAME = "it's \"mine\" $(touch owned) `touch owned` \\ $HOME };x";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyScriptParses() {
    return Samples.all().entrySet().stream()
        .flatMap(
            sample ->
                Artifacts.of(sample.getValue()).files().stream()
                    .map(
                        file ->
                            DynamicTest.dynamicTest(
                                sample.getKey() + "/" + file.path(),
                                () -> {
                                  for (String script : scripts(file)) {
                                    parse(script);
                                  }
                                })));
  }

  @Test
  void workersGetTheModelNameAsItIs() throws Exception {
    for (ServingEngine engine : List.of(ServingEngine.VLLM, ServingEngine.TRTLLM)) {
      DeploymentPlan plan = Samples.pools(engine, Samples.DENSE).withModel("/a b/c'd", NAME);
      String output = run(plan, "run_0.sh");
      assertTrue(
          output.contains("<--served-model-name><" + NAME + ">"), engine + " printed " + output);
      assertTrue(output.contains("</a b/c'd>"), output);
      assertTrue(output.contains("[Prefill 0] "), output);
    }
  }

  @Test
  void nothingInANameIsRun() throws Exception {
    DeploymentPlan plan = Samples.pools(ServingEngine.VLLM, Samples.DENSE).withModel(NAME, NAME);
    for (String script : List.of("run_0.sh", "bench_run.sh", "bench_vllm.sh")) {
      run(plan, script);
      try (Stream<Path> found = Files.walk(folder)) {
        assertEquals(List.of(), found.filter(path -> path.endsWith("owned")).toList(), script);
      }
    }
  }

  @Test
  void theCallerMaySetTheModelOtherwise() throws Exception {
    DeploymentPlan plan = Samples.pools(ServingEngine.VLLM, Samples.DENSE);
    String output = run(plan, "run_0.sh", Map.of("MODEL_PATH", "/elsewhere"));
    assertTrue(output.contains("<--model></elsewhere>"), output);
  }

  @Test
  void everyConcurrencyIsTested() throws Exception {
    DeploymentPlan plan = Samples.pools(ServingEngine.VLLM, Samples.DENSE);
    String output = run(plan, "bench_run.sh");
    for (long concurrency : List.of(1, 2, 8, 16, 32, 64, 121, 128, 134)) {
      assertTrue(
          output.contains(
              "<--concurrency><" + concurrency + "><--request-count><" + concurrency * 20 + ">"),
          output);
    }
  }

  @Test
  void onlyTheFirstNodeStartsAFrontend() throws Exception {
    DeploymentPlan plan = Samples.pools(ServingEngine.VLLM, Samples.MOE);
    assertTrue(run(plan, "run_0.sh").contains("dynamo.frontend"));
    assertTrue(!run(plan, "run_1.sh").contains("dynamo.frontend"));
  }

  /**
   * Values stand in single quotes so that nothing in them counts, which is what the excluded checks
   * warn of.
   */
  @Test
  void shellcheckWarnsOfNothing() throws Exception {
    Assumptions.assumeTrue(isInstalled("shellcheck"), "shellcheck is not installed");
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    List<String> command =
        new ArrayList<>(List.of("shellcheck", "-s", "bash", "-e", "SC2016,SC2089,SC2090"));
    for (Map.Entry<String, DeploymentPlan> sample : Samples.all().entrySet()) {
      for (ArtifactFile file : Artifacts.of(sample.getValue()).files()) {
        int number = 0;
        for (String script : scripts(file)) {
          String name = sample.getKey() + "-" + file.path().replace('/', '-') + number++ + ".sh";
          command.add(Files.writeString(scripts.resolve(name), script).toString());
        }
      }
    }
    assertTrue(command.size() > 100, command.size() + " words");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** A script itself, and those that containers of a manifest run. */
  private static List<String> scripts(ArtifactFile file) throws IOException {
    if (file.executable()) {
      return List.of(file.text());
    }
    List<String> scripts = new ArrayList<>();
    if (file.path().endsWith(".yaml")) {
      try (MappingIterator<JsonNode> documents =
          new YAMLMapper().readerFor(JsonNode.class).readValues(file.text())) {
        for (JsonNode document : documents.readAll()) {
          for (JsonNode container : document.findParents("args")) {
            if (container.path("command").path(0).asText().endsWith("sh")) {
              scripts.add(container.get("args").get(0).asText().replace("$$(", "$("));
            }
          }
        }
      }
    }
    return scripts;
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static void parse(String script) throws Exception {
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    assertEquals("", output);
    assertEquals(0, bash.exitValue());
  }

  private String run(DeploymentPlan plan, String script) throws Exception {
    return run(plan, script, Map.of());
  }

  private String run(DeploymentPlan plan, String script, Map<String, String> environment)
      throws Exception {
    Path bundle = folder.resolve("bundle");
    Artifacts.of(plan).writeTo(bundle, true);
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String program : List.of("python3", "aiperf", "vllm", "trtllm-serve")) {
      echo(programs.resolve(program));
    }
    ProcessBuilder builder = new ProcessBuilder(bundle.resolve(script).toString());
    builder.environment().put("PATH", programs + ":/usr/bin:/bin");
    builder.environment().putAll(environment);
    Path output = folder.resolve("output");
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), script + " goes on and on");
    return Files.readString(output);
  }

  /** A program that prints its words, each in angle brackets. */
  private static void echo(Path program) throws IOException {
    Files.writeString(program, "#!/bin/bash\nprintf '<%s>' \"$@\"; echo; sleep 0.3\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
