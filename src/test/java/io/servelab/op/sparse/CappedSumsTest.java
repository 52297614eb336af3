package io.servelab.op.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CappedSumsTest {

  @Property(tries = 300)
  void equalsTheSumPositionByPosition(
      @ForAll @IntRange(max = 400) int after,
      @ForAll @IntRange(max = 400) int length,
      @ForAll @IntRange(min = 1, max = 130) int step,
      @ForAll @IntRange(max = 60) int limit) {
    long sum = 0;
    for (int position = after + 1; position <= after + length; position++) {
      sum += Math.min(position / step, limit);
    }
    assertEquals(sum, CappedSums.over(after, after + length, step, limit));
  }
}
