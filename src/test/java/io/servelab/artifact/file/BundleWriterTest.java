package io.servelab.artifact.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.Samples;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {

  private static final ArtifactBundle BUNDLE =
      new ArtifactBundle(
          "test",
          List.of(
              ArtifactFile.script("run.sh", "echo\n"),
              ArtifactFile.of("inner/a.yaml", "a: 1\n"),
              ArtifactFile.of("b.yaml", "b: 2\n")),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  @TempDir Path folder;

  @Test
  void aNewFolderGetsEveryFile() throws IOException {
    Path target = BUNDLE.writeTo(folder.resolve("deep/deploy"));
    assertEquals("a: 1\n", Files.readString(target.resolve("inner/a.yaml")));
    assertTrue(Files.isExecutable(target.resolve("run.sh")));
    assertFalse(Files.isExecutable(target.resolve("b.yaml")));
    assertEquals(List.of("deploy"), names(folder.resolve("deep")));
  }

  @Test
  void anEmptyFolderMayBeFilled() throws IOException {
    Path target = Files.createDirectory(folder.resolve("empty"));
    BUNDLE.writeTo(target);
    assertEquals(List.of("b.yaml", "inner", "run.sh"), names(target));
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Path target = Files.createDirectory(folder.resolve("full"));
    Files.writeString(target.resolve("mine"), "precious");
    assertThrows(InvalidValueException.class, () -> BUNDLE.writeTo(target));
    assertEquals(List.of("mine"), names(target));
    assertEquals(List.of("full"), names(folder));
  }

  @Test
  void aFolderIsReplacedWhenThatIsAsked() throws IOException {
    Path target = Files.createDirectory(folder.resolve("full"));
    Files.writeString(target.resolve("run_7.sh"), "old");
    BUNDLE.writeTo(target, true);
    assertEquals(List.of("b.yaml", "inner", "run.sh"), names(target));
    assertEquals(List.of("full"), names(folder));
  }

  @Test
  void whatNoBundleWroteIsNeverReplaced() throws IOException {
    Path target = Files.createDirectories(folder.resolve("full/bench")).getParent();
    Files.writeString(target.resolve("bench/result.json"), "hours of work");
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> BUNDLE.writeTo(target, true));
    assertTrue(refusal.getMessage().contains("bench/result.json"), refusal.getMessage());
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThrows(InvalidValueException.class, () -> BUNDLE.writeTo(file, true));
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of("result.json"), names(target.resolve("bench")));
  }

  @Test
  void everyGeneratedFileMayBeReplaced() throws IOException {
    for (DeploymentPlan plan : Samples.all().values()) {
      ArtifactBundle bundle = Artifacts.of(plan);
      Path target = bundle.writeTo(folder.resolve("deploy"), true);
      assertTrue(Files.isRegularFile(target.resolve("prediction.yaml")));
    }
  }

  @Test
  void aTargetThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThrows(InvalidValueException.class, () -> BUNDLE.writeTo(file.resolve("deploy")));
    assertEquals(List.of("file"), names(folder));
  }

  @Test
  void aZipHoldsFilesWithTheirPermissions() throws IOException {
    Path zip = BUNDLE.writeZip(folder.resolve("deploy.zip"), false);
    Map<String, String> options = Map.of("enablePosixFileAttributes", "true");
    try (FileSystem archive = FileSystems.newFileSystem(zip, options)) {
      Path script = archive.getPath("/run.sh");
      assertEquals("echo\n", Files.readString(script));
      assertTrue(Files.getPosixFilePermissions(script).toString().contains("EXECUTE"));
      assertEquals("a: 1\n", Files.readString(archive.getPath("/inner/a.yaml")));
    }
    assertEquals(List.of("deploy.zip"), names(folder));
  }

  @Test
  void aZipThatIsThereIsLeftAloneUntilItMayBeReplaced() throws IOException {
    Path zip = Files.writeString(folder.resolve("deploy.zip"), "mine");
    assertThrows(InvalidValueException.class, () -> BUNDLE.writeZip(zip, false));
    assertEquals("mine", Files.readString(zip));
    BUNDLE.writeZip(zip, true);
    assertTrue(Files.size(zip) > 100);
  }

  @Test
  void equalBundlesAreEqualZips() throws IOException {
    Path first = BUNDLE.writeZip(folder.resolve("a.zip"), false);
    Path second = BUNDLE.writeZip(folder.resolve("b.zip"), false);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void filesStayInsideTheirBundle() {
    for (String path : List.of("../x", "/x", "a/../b", "a//b", "", ".ssh/x")) {
      assertThrows(InvalidValueException.class, () -> ArtifactFile.of(path, ""), path);
    }
  }

  @Test
  void differencesNameFilesAndLines() {
    ArtifactBundle other =
        new ArtifactBundle(
            "other",
            List.of(ArtifactFile.of("b.yaml", "b: 3\nc: 4\n"), ArtifactFile.of("new.md", "x\n")),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    List<FileDifference> differences = BUNDLE.diff(other);
    assertEquals(
        List.of("b.yaml", "inner/a.yaml", "new.md", "run.sh"),
        differences.stream().map(FileDifference::path).toList());
    assertEquals(List.of("-b: 2", "+b: 3", "+c: 4"), differences.get(0).lines());
    assertEquals(List.of(), BUNDLE.diff(BUNDLE));
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> inside = Files.list(of)) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
