package io.servelab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionSlotsTest {

  private static final VersionSlots SLOTS =
      new VersionSlots(Map.of("previous", "1.2.0", "current", "1.3.0rc20", "next", "1.4.0"));

  @Test
  void theNearestVersionIsTheLatestEarlierOne() {
    assertEquals(Optional.of("1.3.0rc20"), SLOTS.nearest("1.3.0"));
    assertEquals(Optional.of("1.3.0rc20"), SLOTS.nearest("1.3.0rc21"));
    assertEquals(Optional.of("1.2.0"), SLOTS.nearest("1.3.0rc19"));
    assertEquals(Optional.of("1.4.0"), SLOTS.nearest("2.0"));
  }

  @Test
  void beforeAllOfThemItIsTheEarliest() {
    assertEquals(Optional.of("1.2.0"), SLOTS.nearest("1.1.9"));
  }

  @Test
  void aWordIsNoVersion() {
    assertEquals(Optional.empty(), SLOTS.nearest("curent"));
  }
}
