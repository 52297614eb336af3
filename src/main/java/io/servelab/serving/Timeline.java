package io.servelab.serving;

import io.servelab.engine.sim.SimulationRun;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a run, pass by pass and request by request.
 *
 * @param passes passes that followed one another; empty for separate pools
 * @param requests the first requests, in the order in which they were sent
 */
public record Timeline(List<Passes> passes, List<Span> requests) {

  private static final int MOST_PASSES = 20_000;
  private static final double NS_PER_MS = 1e6;

  /** Copies the lists. */
  public Timeline {
    passes = List.copyOf(passes);
    requests = List.copyOf(requests);
  }

  /**
   * Equal passes that followed one another.
   *
   * @param startMs beginning of the first, milliseconds from the start of the run
   * @param endMs end of the last
   * @param count their number
   * @param prefillTokens prompt tokens of one
   * @param prompts prompts that one worked on
   * @param decoding sequences in the decode phase
   * @param decodes whether they moved
   * @param waiting requests that waited
   */
  public record Passes(
      double startMs,
      double endMs,
      long count,
      long prefillTokens,
      int prompts,
      int decoding,
      boolean decodes,
      int waiting) {}

  /**
   * What became of a request; milliseconds from the start of the run.
   *
   * @param sentMs when it was sent
   * @param startedMs beginning of the first pass that worked on its prompt
   * @param firstMs first token
   * @param endMs last token
   * @param isl input tokens
   * @param osl output tokens
   */
  public record Span(
      double sentMs, double startedMs, double firstMs, double endMs, int isl, int osl) {}

  /**
   * Simulates a load and keeps what its first requests met.
   *
   * @param requests how many requests at most
   */
  static Timeline of(OfferedLoad load, Sending sending, int requests) {
    List<Passes> passes = new ArrayList<>();
    Forecast forecast =
        load.forecast(
            sending,
            pass -> {
              if (passes.size() < MOST_PASSES) {
                passes.add(
                    new Passes(
                        pass.startNs() / NS_PER_MS,
                        (pass.startNs() + pass.count() * pass.durationNs()) / NS_PER_MS,
                        pass.count(),
                        pass.prefillTokens(),
                        pass.prompts(),
                        pass.decoding(),
                        pass.decodes(),
                        pass.waiting()));
              }
            });
    SimulationRun run = forecast.run();
    List<Span> spans = new ArrayList<>();
    for (int request = 0; request < Math.min(requests, run.size()); request++) {
      double sentMs = run.sentMs(request);
      spans.add(
          new Span(
              sentMs,
              sentMs + run.queuedMs(request),
              sentMs + run.ttftMs(request),
              sentMs + run.latencyMs(request),
              run.stream().prompt(request),
              run.stream().output(request)));
    }
    return new Timeline(passes, spans);
  }
}
