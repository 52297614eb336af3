package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;
import java.util.ArrayDeque;

/**
 * Runs a stream of requests through one engine.
 *
 * <p>Exact between scheduling changes: passes that only decode are counted, not stepped through.
 * Cost is in proportion to scheduling changes, that is to requests. Deterministic.
 */
public final class EngineSimulation {

  private final SimulatedEngine engine;
  private final RequestStream stream;
  private final PassObserver observer;
  private final RequestBook book;
  private final Rank[] ranks;
  private final PassClock clock;
  private final Polling polling;
  private final PassTally tally = new PassTally();
  private final PassView view = new PassView();
  private final long requestNs;

  /** Requests that were sent, in the order in which the scheduler can see them. */
  private final ArrayDeque<Integer> pending = new ArrayDeque<>();

  private int unsent;
  private long nowNs;

  private EngineSimulation(SimulatedEngine engine, RequestStream stream, PassObserver observer) {
    this.engine = engine;
    this.stream = stream;
    this.observer = observer;
    Decoding decoding = Decoding.of(engine.speculation());
    this.book = new RequestBook(stream, decoding);
    this.clock = new PassClock(engine.times(), engine.host(), engine.speculation());
    this.polling = new Polling(engine.settings().pollInterval(), engine.settings().overlapped());
    this.requestNs = PassClock.nanos(engine.host().requestMs());
    this.ranks = new Rank[engine.settings().ranks()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[rank] = new Rank(book, decoding, engine.limits());
    }
  }

  /**
   * Runs all requests to their end.
   *
   * @throws io.servelab.error.InvalidValueException if a request can never fit into the cache of a
   *     rank
   */
  public static SimulationRun run(SimulatedEngine engine, RequestStream stream) {
    return run(engine, stream, PassObserver.NONE);
  }

  /**
   * Runs all requests to their end, with someone who hears of every pass.
   *
   * @throws io.servelab.error.InvalidValueException if a request can never fit into the cache of a
   *     rank
   */
  public static SimulationRun run(
      SimulatedEngine engine, RequestStream stream, PassObserver observer) {
    engine.limits().kv().requireRoom(stream, engine.speculation());
    return new EngineSimulation(engine, stream, observer).run();
  }

  private SimulationRun run() {
    if (stream.isClosed()) {
      while (unsent < stream.clients()) {
        send(0);
      }
    } else {
      while (unsent < stream.size()) {
        send(stream.sentNs(unsent));
      }
    }
    while (book.unfinished > 0) {
      poll();
      boolean prefill = false;
      boolean decoding = false;
      for (Rank rank : ranks) {
        rank.plan(engine.policy());
        prefill |= !rank.isEmpty();
        decoding |= rank.decoding() > 0;
      }
      if (prefill) {
        prefillPass();
      } else if (decoding) {
        decodePasses();
      } else {
        idle();
      }
    }
    return new SimulationRun(book, tally.finish(nowNs, ranks));
  }

  private void send(long sentNs) {
    book.sentNs[unsent] = sentNs;
    pending.addLast(unsent);
    unsent++;
  }

  private long visibleNs(int request) {
    return book.sentNs[request] + requestNs;
  }

  private void poll() {
    if (!polling.due()) {
      return;
    }
    long seenNs = polling.look();
    while (!pending.isEmpty() && visibleNs(pending.peekFirst()) <= seenNs) {
      leastLoaded().enqueue(pending.removeFirst());
    }
  }

  private Rank leastLoaded() {
    Rank least = ranks[0];
    for (Rank rank : ranks) {
      if (rank.load() < least.load()) {
        least = rank;
      }
    }
    return least;
  }

  /** Nothing can run until the next request becomes visible. */
  private void idle() {
    if (pending.isEmpty()) {
      throw new IllegalStateException(engine.policy() + " leaves requests waiting for ever");
    }
    nowNs = Math.max(nowNs, visibleNs(pending.getFirst()));
    polling.idle(nowNs);
  }

  private void prefillPass() {
    boolean beside = engine.policy().decodesBesidePrefill();
    long durationNs = clock.prefillNs(ranks, beside);
    boolean decodes = false;
    for (Rank rank : ranks) {
      rank.startChunks(nowNs);
      decodes |= rank.decoding() > 0 && (beside || rank.isEmpty());
    }
    report(durationNs, 1, decodes);
    polling.passed(nowNs, durationNs, 1);
    nowNs += durationNs;
    for (Rank rank : ranks) {
      if (beside || rank.isEmpty()) {
        rank.decode(1);
      }
      rank.finishChunks(nowNs);
    }
    endRequests();
  }

  private void decodePasses() {
    long left = Long.MAX_VALUE;
    for (Rank rank : ranks) {
      left = Math.min(left, rank.passesUntilChange());
    }
    long visible = pending.isEmpty() ? Long.MAX_VALUE : visibleNs(pending.getFirst());
    boolean seen = false;
    while (left > 0 && !seen) {
      long durationNs = clock.decodeNs(ranks);
      long passes = Math.min(left, clock.equalPasses(ranks));
      long untilSeen = polling.passesUntilSeen(nowNs, durationNs, visible);
      if (untilSeen <= passes) {
        passes = untilSeen;
        seen = true;
      }
      report(durationNs, passes, true);
      polling.passed(nowNs, durationNs, passes);
      nowNs += passes * durationNs;
      left -= passes;
      for (Rank rank : ranks) {
        rank.decode(passes);
      }
    }
    endRequests();
  }

  private void endRequests() {
    for (Rank rank : ranks) {
      for (int ended = rank.removeEnded(); ended >= 0; ended = rank.removeEnded()) {
        book.finish(ended, nowNs);
        if (stream.isClosed() && unsent < stream.size()) {
          send(nowNs);
        }
      }
    }
  }

  private void report(long durationNs, long count, boolean decodes) {
    view.startNs = nowNs;
    view.durationNs = durationNs;
    view.count = count;
    view.decodes = decodes;
    view.prefillTokens = 0;
    view.prompts = 0;
    view.decoding = 0;
    view.waiting = 0;
    long units = 0;
    for (Rank rank : ranks) {
      view.prefillTokens += rank.prefillTokens();
      view.prompts += rank.chunks();
      view.decoding += rank.decoding();
      view.waiting += rank.waiting();
      units += rank.cacheUnits();
    }
    view.cachedTokens = units / Decoding.UNITS_PER_TOKEN;
    tally.passed(view);
    observer.passed(view);
  }
}
