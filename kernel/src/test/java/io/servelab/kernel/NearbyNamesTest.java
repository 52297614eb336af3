package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NearbyNamesTest {

  @Test
  void typosCountsLettersInsertedDroppedChangedAndSwapped() {
    assertEquals(0, NearbyNames.typos("length", "length"));
    assertEquals(1, NearbyNames.typos("lenght", "length"));
    assertEquals(1, NearbyNames.typos("serch", "search"));
    assertEquals(1, NearbyNames.typos("searchh", "search"));
    assertEquals(1, NearbyNames.typos("seerch", "search"));
    assertEquals(0, NearbyNames.typos("Search", "search"));
    assertEquals(6, NearbyNames.typos("", "search"));
  }
}
