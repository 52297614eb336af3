package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import io.servelab.perf.GridBuilder;
import org.junit.jupiter.api.Test;

class TokenCurveTest {

  @Test
  void singlePointAnswersForMoreTokensOnly() {
    GridBuilder one = new GridBuilder(1);
    one.add(2, 0, 100);
    TokenCurve curve = TokenCurve.of(one.build(), point -> point[0]);
    assertEquals(2, curve.read(100).latencyMs());
    assertEquals(6, curve.read(300).latencyMs());
    assertThrows(NoDataException.class, () -> curve.read(99));
  }

  @Test
  void twoPointsAnswerForFewerTokensToo() {
    GridBuilder two = new GridBuilder(1);
    two.add(2, 0, 100);
    two.add(3, 0, 200);
    TokenCurve curve = TokenCurve.of(two.build(), point -> point[0]);
    assertEquals(1, curve.read(50).latencyMs());
    assertEquals(2.5, curve.read(150).latencyMs());
  }
}
