package io.servelab.artifact.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineVersionTest {

  @Test
  void candidatesComeBeforeTheirReleaseAndRepackagingsAfterIt() {
    List<EngineVersion> ordered =
        List.of(
                "0.5.9",
                "0.5.10",
                "0.5.10.post1",
                "0.5.11",
                "1.3.0rc5",
                "1.3.0rc5.post1",
                "1.3.0rc14",
                "1.3.0",
                "1.3.0.post1",
                "1.3.1")
            .stream()
            .map(EngineVersion::new)
            .toList();
    List<EngineVersion> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertEquals(ordered, shuffled);
  }

  @Test
  void missingPartsAreZero() {
    assertEquals(0, new EngineVersion("1.3").compareTo(new EngineVersion("1.3.0")));
    assertTrue(new EngineVersion("1.3.1").isAtLeast(new EngineVersion("1.3")));
  }

  @Test
  void otherTextsAreRefused() {
    for (String text : List.of("", "latest", "1.", "v1.0", "1.0-beta", "1.0 ")) {
      assertThrows(InvalidValueException.class, () -> new EngineVersion(text), text);
    }
  }

  @Test
  void aReleaseBringsItsEngine() {
    assertEquals("0.20.1", version(ServingEngine.VLLM, "1.2.0"));
    assertEquals("0.5.8", version(ServingEngine.SGLANG, "0.9.0"));
    assertEquals("1.3.0rc1", version(ServingEngine.TRTLLM, "0.9.0"));
    assertEquals("1.3.0rc3", version(ServingEngine.TRTLLM, "0.9.1"));
  }

  @Test
  void anUnknownReleaseIsTakenForTheLastOneBeforeIt() {
    assertEquals("0.19.0", version(ServingEngine.VLLM, "1.1.7"));
    assertThrows(UnknownNameException.class, () -> version(ServingEngine.VLLM, "0.1.0"));
  }

  private static String version(ServingEngine engine, String dynamo) {
    return Release.of(engine, new EngineVersion(dynamo)).version().text();
  }
}
