package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the files of every sample to the ones that were read line by line.
 *
 * <p>{@code -Dservelab.golden.update=true} writes them anew; the change is then read as a diff.
 */
class GoldenBundleTest {

  private static final Path FOLDER = Path.of("src/test/resources/artifact");
  private static final boolean UPDATE = Boolean.getBoolean("servelab.golden.update");

  @TestFactory
  Stream<DynamicTest> filesAreAsTheyWereRead() {
    return Samples.all().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(),
                    () -> check(sample.getKey(), Artifacts.of(sample.getValue()))));
  }

  private static void check(String name, ArtifactBundle bundle) throws IOException {
    assertEquals(List.of(), bundle.findings(), name);
    Path folder = FOLDER.resolve(name);
    if (UPDATE) {
      bundle.writeTo(folder, true);
    }
    Map<String, String> generated = new TreeMap<>();
    for (ArtifactFile file : bundle.files()) {
      generated.put(file.path(), file.text());
    }
    Map<String, String> kept = kept(folder);
    assertEquals(kept.keySet(), generated.keySet(), name);
    for (String path : kept.keySet()) {
      assertEquals(kept.get(path), generated.get(path), name + "/" + path);
    }
  }

  private static Map<String, String> kept(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }
}
