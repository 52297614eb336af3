package io.servelab.engine.sim;

import java.util.stream.IntStream;

/** The requests of a run that statistics are taken over. */
public enum Window {
  /** Every request, the opening burst of a closed loop included: what a benchmark reports. */
  WHOLE_RUN {
    @Override
    int[] requests(SimulationRun run) {
      return IntStream.range(0, run.size()).toArray();
    }
  },
  /**
   * Requests in the middle: without as many at either end as there are clients, or in an open loop
   * a tenth; every request where that would leave none.
   */
  STEADY_STATE {
    @Override
    int[] requests(SimulationRun run) {
      int margin = run.stream().isClosed() ? run.stream().clients() : run.size() / 10;
      int[] middle = IntStream.range(margin, run.size() - margin).toArray();
      return middle.length == 0 ? WHOLE_RUN.requests(run) : middle;
    }
  };

  abstract int[] requests(SimulationRun run);
}
