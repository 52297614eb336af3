package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelSettingsTest {

  @Test
  void nothingSetMeansNothingSpecial() {
    KernelSettings settings = KernelSettings.from(Map.of());
    assertEquals(List.of(), settings.classPath());
    assertEquals(Duration.ZERO, settings.timeLimit());
    assertEquals("", settings.startupScript());
    assertTrue(settings.extensions());
  }

  @Test
  void namesOfBothKernelsWorkAndIjavaWins() {
    assertEquals(
        List.of("a.jar", "b/*"),
        KernelSettings.from(Map.of("JJAVA_CLASSPATH", "a.jar" + File.pathSeparator + "b/*"))
            .classPath());
    assertEquals(
        "int a;",
        KernelSettings.from(
                Map.of("IJAVA_STARTUP_SCRIPT", "int a;", "JJAVA_STARTUP_SCRIPT", "int b;"))
            .startupScript());
  }

  @Test
  void timeLimitHasAnOptionalUnit() {
    assertEquals(Duration.ofSeconds(30), timeLimit("30 SECONDS"));
    assertEquals(Duration.ofMinutes(2), timeLimit("2 minutes"));
    assertEquals(Duration.ofMillis(1500), timeLimit("1500"));
    assertEquals(Duration.ZERO, timeLimit("-1"));
  }

  @Test
  void unreadableTimeLimitIsAProblemAndNotTheEnd() {
    KernelSettings settings = KernelSettings.from(Map.of("IJAVA_TIMEOUT", "soon"));
    assertEquals(Duration.ZERO, settings.timeLimit());
    assertTrue(settings.problems().get(0).contains("soon"));
  }

  @Test
  void extensionsCanBeSwitchedOff() {
    assertFalse(KernelSettings.from(Map.of("JJAVA_LOAD_EXTENSIONS", "0")).extensions());
  }

  private static Duration timeLimit(String text) {
    return KernelSettings.from(Map.of("IJAVA_TIMEOUT", text)).timeLimit();
  }
}
