package io.servelab.calibrate;

import io.servelab.accuracy.MeasuredPoint;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.engine.sim.Calibration;
import java.util.function.Function;

/**
 * A measured point with what is expected there under any factors.
 *
 * @param point the point
 * @param measured what was measured
 * @param predict expected latencies; costs a simulation
 */
record Sample(MeasuredPoint point, Latency measured, Function<Calibration, Latency> predict) {

  /** Logarithms of predicted over measured: time to first token, time per output token. */
  double[] errors(Calibration calibration) {
    Latency predicted = predict.apply(calibration);
    return new double[] {
      Math.log(predicted.ttftMs() / measured.ttftMs()),
      Math.log(predicted.tpotMs() / measured.tpotMs())
    };
  }
}
