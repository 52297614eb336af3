package io.servelab.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.accuracy.MeasuredPoint.Latency;
import org.junit.jupiter.api.Test;

class QuadraticErrorsTest {

  @Test
  void areExactWhereTheErrorIsAQuadraticFunction() {
    QuadraticErrors errors =
        QuadraticErrors.of(
            2,
            new Latency(100, 10),
            at -> new Latency(100 * Math.exp(quadratic(at)), 10 * Math.exp(0.5 * at[1])));
    double[] somewhere = {0.25, -0.75};
    assertEquals(quadratic(somewhere), errors.ttft(somewhere), 1e-12);
    assertEquals(0.5 * somewhere[1], errors.tpot(somewhere), 1e-12);
  }

  private static double quadratic(double[] at) {
    return 0.1 + 0.2 * at[0] - 0.3 * at[1] + 0.4 * at[0] * at[1] - 0.05 * at[0] * at[0];
  }
}
