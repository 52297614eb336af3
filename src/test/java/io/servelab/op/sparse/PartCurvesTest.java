package io.servelab.op.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import org.junit.jupiter.api.Test;

class PartCurvesTest {

  private static final PartCurves CURVES = curves();

  @Test
  void everyAxisIsBlendedLinearly() {
    assertEquals(3, CURVES.linearMs(1, 100, 500));
    assertEquals(6, CURVES.linearMs(1.5, 100, 500));
    assertEquals(2 * 3, CURVES.linearMs(1, 150, 500));
  }

  @Test
  void readsAreFlatBeyondTheMeasuredRange() {
    assertEquals(CURVES.linearMs(1, 100, 1000), CURVES.linearMs(0.5, 50, 5000));
    assertEquals(CURVES.linearMs(2, 200, 0), CURVES.linearMs(9, 900, 0));
  }

  @Test
  void nearestKeysAnswerAndTheSmallerOfTwo() {
    assertEquals(CURVES.nearestMs(1, 100, 500), CURVES.nearestMs(1.5, 150, 500));
    assertEquals(CURVES.nearestMs(2, 200, 500), CURVES.nearestMs(1.6, 151, 500));
    assertEquals(CURVES.nearestMs(1, 100, 0), CURVES.nearestMs(1, 3, 0));
  }

  @Test
  void promptsLongerThanMeasuredAreRefused() {
    assertThrows(NoDataException.class, () -> CURVES.nearestMs(1, 201, 0));
  }

  @Test
  void firstRowOfAPointWins() {
    PartCurves.Builder builder = new PartCurves.Builder("part");
    builder.add(1, 1, 0, 7);
    builder.add(1, 1, 0, 8);
    assertEquals(7, builder.build().linearMs(1, 1, 0));
  }

  /** Trebles from 100 to 200 tokens and from 1 to 2 sequences; grows by one over 500 cached. */
  private static PartCurves curves() {
    PartCurves.Builder builder = new PartCurves.Builder("part");
    for (double batch : new double[] {1, 2}) {
      for (double length : new double[] {100, 200}) {
        for (double cached : new double[] {0, 1000}) {
          double ms = (2 + cached / 500) * (length == 200 ? 3 : 1) * (batch == 2 ? 3 : 1);
          builder.add(batch, length, cached, ms);
        }
      }
    }
    return builder.build();
  }
}
