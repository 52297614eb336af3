package io.servelab.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class PatternSearchTest {

  @Test
  void findsTheLowestPointInsideTheBox() {
    double[] best =
        PatternSearch.minimise(2, at -> Math.abs(at[0] - 0.3) + (at[1] + 0.6) * (at[1] + 0.6));
    assertArrayEquals(new double[] {0.3, -0.6}, best, 0.01);
  }

  @Test
  void stopsAtTheEdgeOfTheBox() {
    assertArrayEquals(new double[] {1}, PatternSearch.minimise(1, at -> -at[0]), 0);
  }
}
