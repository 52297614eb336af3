package io.servelab.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

  private static final List<String> SYSTEMS = List.of("h100_sxm", "h200_sxm", "b200_sxm", "l40s");

  @Test
  void closestSpellingComesFirst() {
    assertEquals("h200_sxm", NearestNames.of("H200-SXN", SYSTEMS, 3).get(0));
  }

  @Test
  void partOfANameIsClose() {
    assertEquals("b200_sxm", NearestNames.of("b200", SYSTEMS, 1).get(0));
  }

  @Test
  void unknownNameSaysWhatItIsAndOffersThree() {
    String message = UnknownNameException.of("system", "h20", SYSTEMS).getMessage();
    assertTrue(message.startsWith("Unknown system 'h20'."), message);
    assertEquals(3, message.split(",", -1).length);
  }
}
