package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSetupTest {

  private final JavaSession session = new JavaSession(new MagicSource(), List.of(), Duration.ZERO);
  private final SessionSetup setup = new SessionSetup(session);

  @TempDir Path folder;

  @AfterEach
  void end() {
    session.close();
  }

  private Object value(String cell) {
    return session.evaluate(CellSource.ofCell(1, cell));
  }

  @Test
  void defaultsAreAtHand() {
    setup.importDefaults();
    assertEquals(List.of(), setup.takeProblems());
    assertEquals(
        List.of(1, 4), value("Stream.of(1, 2).map(n -> n * n).collect(Collectors.toList())"));
    assertEquals("PT1H", value("Duration.ofHours(1)").toString());
  }

  @Test
  void libraryBringsItsImports() throws IOException {
    setup.importDefaults();
    Path resource = Files.createDirectories(folder.resolve("META-INF/servelab"));
    Files.writeString(
        resource.resolve("notebook-imports"),
        "# maths\n\nimport static java.lang.Math.hypot;\nimport no.such.Thing;\n");
    session.addToClassPath(folder);
    setup.importForLibraries();
    assertEquals(5.0, value("hypot(3, 4)"));
    assertTrue(setup.takeProblems().get(0).contains("no.such.Thing"));
    setup.importForLibraries();
    assertEquals(List.of(), setup.takeProblems());
  }

  @Test
  void startupCodeRunsAndItsProblemsAreNoted() throws IOException {
    Path script = Files.writeString(folder.resolve("tools.jsh"), "int tool = 5;\n");
    KernelSettings settings =
        KernelSettings.from(
            Map.of(
                "IJAVA_STARTUP_SCRIPT",
                "int ready = 1;",
                "IJAVA_STARTUP_SCRIPTS_PATH",
                script + java.io.File.pathSeparator + folder.resolve("absent.jsh")));
    setup.runStartupCode(settings);
    assertEquals(6, value("tool + ready"));
    assertTrue(setup.takeProblems().get(0).contains("absent.jsh"));
  }

  @Test
  void notebookIsLoadedCellByCell() throws IOException {
    Path notebook =
        Files.writeString(
            folder.resolve("n.ipynb"),
            """
            {"cells": [
              {"cell_type": "markdown", "source": ["not code"]},
              {"cell_type": "code", "source": ["int loaded = 2;\\n", "int more = 3;"]},
              {"cell_type": "code", "source": "loaded * more"}]}
            """);
    assertEquals(6, LoadMagic.load(session, notebook));
  }
}
