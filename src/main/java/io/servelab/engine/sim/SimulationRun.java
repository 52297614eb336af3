package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;

/** What a simulation did with every request. Immutable; times are milliseconds from the start. */
public final class SimulationRun {

  private static final double NS_PER_MS = 1e6;

  private final RequestBook book;
  private final PassTotals totals;

  SimulationRun(RequestBook book, PassTotals totals) {
    this.book = book;
    this.totals = totals;
  }

  /** The requests. */
  public RequestStream stream() {
    return book.stream;
  }

  /** Number of requests. */
  public int size() {
    return book.stream.size();
  }

  /** All passes together. */
  public PassTotals totals() {
    return totals;
  }

  /** When a request was sent. */
  public double sentMs(int request) {
    return book.sentNs[request] / NS_PER_MS;
  }

  /** Time from sending a request to the beginning of the pass that first worked on it. */
  public double queuedMs(int request) {
    return (book.startedNs[request] - book.sentNs[request]) / NS_PER_MS;
  }

  /** Time from sending a request to its first token. */
  public double ttftMs(int request) {
    return (book.firstNs[request] - book.sentNs[request]) / NS_PER_MS;
  }

  /** Time from the first token of a request to its last, for each token after the first. */
  public double tpotMs(int request) {
    int later = book.stream.output(request) - 1;
    return later == 0 ? 0 : (book.finishNs[request] - book.firstNs[request]) / NS_PER_MS / later;
  }

  /** Time from sending a request to its last token. */
  public double latencyMs(int request) {
    return (book.finishNs[request] - book.sentNs[request]) / NS_PER_MS;
  }

  /** When the last token of a request was put out, nanoseconds. */
  long finishNs(int request) {
    return book.finishNs[request];
  }

  /** When the first token of a request was put out, nanoseconds. */
  long firstNs(int request) {
    return book.firstNs[request];
  }

  @Override
  public String toString() {
    return stream() + " in " + Math.round(totals.endNs() / NS_PER_MS) + " ms";
  }
}
