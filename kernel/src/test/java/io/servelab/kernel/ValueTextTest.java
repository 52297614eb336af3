package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueTextTest {

  @Test
  void arraysShowTheirElements() {
    assertEquals("[1, 2, 3]", ValueText.of(new int[] {1, 2, 3}));
    assertEquals("[1.5, NaN]", ValueText.of(new double[] {1.5, Double.NaN}));
    assertEquals("[a, null]", ValueText.of(new String[] {"a", null}));
    assertEquals("[]", ValueText.of(new boolean[0]));
  }

  @Test
  void nestedArraysShowOneRowToALine() {
    assertEquals("[[1, 2],\n [3]]", ValueText.of(new int[][] {{1, 2}, {3}}));
    assertEquals("[[[1],\n  [2]],\n [[3]]]", ValueText.of(new int[][][] {{{1}, {2}}, {{3}}}));
  }

  @Test
  void arraysInCollectionsShowTheirElements() {
    assertEquals("[[1], [2]]", ValueText.of(List.of(new int[] {1}, new int[] {2})));
    assertEquals("{a=[1, 2]}", ValueText.of(Map.of("a", new int[] {1, 2})));
  }

  @Test
  void longValuesSayWhatIsLeftOut() {
    assertTrue(ValueText.of(new int[1_000_100]).endsWith("0, … 1,000,000 more]"));
    assertTrue(ValueText.of(Collections.nCopies(101, "x")).endsWith("x, … 1 more]"));
    Map<Integer, Integer> large =
        IntStream.range(0, 150).boxed().collect(Collectors.toMap(i -> i, i -> i));
    assertTrue(ValueText.of(large).matches("\\{0=0, .*, … 50 more}"));
  }

  @Test
  void otherValuesShowTheirOwnText() {
    assertEquals("[1, 2]", ValueText.of(List.of(1, 2)));
    assertEquals("null", ValueText.of(null));
    assertEquals("x", ValueText.of('x'));
  }
}
