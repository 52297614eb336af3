package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;
import java.util.PriorityQueue;

/**
 * Runs a stream of requests through a pool of prefill engines and a pool of decode engines.
 *
 * <p>Requests queue for the least loaded prefill engine, hand their cache over, and wait for a free
 * sequence of the least loaded decode engine, which answers with the first token: a full decode
 * pool holds prompts back. Exact between events; deterministic.
 */
public final class PoolSimulation {

  private static final long NEVER = PoolWorker.NEVER;

  private final PoolSetup setup;
  private final RequestStream stream;
  private final RequestBook book;
  private final PoolWorker[] prefill;
  private final PoolWorker[] decode;
  private final PriorityQueue<Underway> underway = new PriorityQueue<>();
  private final PassTally tally = new PassTally();
  private final PassView view = new PassView();
  private final long requestNs;
  private int unsent;
  private int unseen;
  private long nowNs;

  private PoolSimulation(PoolSetup setup, RequestStream stream) {
    this.setup = setup;
    this.stream = stream;
    this.book = new RequestBook(stream, Decoding.of(setup.decode().speculation()));
    this.prefill = workers(setup.prefill());
    this.decode = workers(setup.decode());
    this.requestNs = PassClock.nanos(setup.prefill().host().requestMs());
  }

  /** A request whose cache is on its way to the decode pool, and when it arrives. */
  private record Underway(long timeNs, int request) implements Comparable<Underway> {
    @Override
    public int compareTo(Underway other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Integer.compare(request, other.request);
    }
  }

  private PoolWorker[] workers(PoolEngine engine) {
    PoolWorker[] workers = new PoolWorker[engine.workers()];
    for (int worker = 0; worker < workers.length; worker++) {
      workers[worker] = new PoolWorker(engine, book);
    }
    return workers;
  }

  /**
   * Runs all requests to their end; occupancy and passes are those of the decode pool.
   *
   * @throws io.servelab.error.InvalidValueException if a request can never fit into the cache of a
   *     rank
   */
  public static SimulationRun run(PoolSetup setup, RequestStream stream) {
    setup.prefill().limits().kv().requireRoom(stream, setup.prefill().speculation());
    setup.decode().limits().kv().requireRoom(stream, setup.decode().speculation());
    return new PoolSimulation(setup, stream).run();
  }

  private SimulationRun run() {
    int first = stream.isClosed() ? stream.clients() : stream.size();
    while (unsent < first) {
      send(stream.isClosed() ? 0 : stream.sentNs(unsent));
    }
    while (book.unfinished > 0) {
      next();
    }
    Rank[] none = {};
    return new SimulationRun(book, tally.finish(nowNs, none));
  }

  /** The next event; of several at one moment what sets something free comes first. */
  private void next() {
    int decoded = soonest(decode);
    int prompts = soonest(prefill);
    long handedNs = underway.isEmpty() ? NEVER : underway.element().timeNs();
    long seenNs = unseen < unsent ? book.sentNs[unseen] + requestNs : NEVER;
    nowNs =
        Math.min(
            Math.min(decode[decoded].endNs(), prefill[prompts].endNs()),
            Math.min(handedNs, seenNs));
    if (decode[decoded].endNs() == nowNs) {
      decoded(decoded);
    } else if (prefill[prompts].endNs() == nowNs) {
      promptsDone(prompts);
    } else if (handedNs == nowNs) {
      handedOver(underway.remove().request());
    } else {
      visible(unseen++);
    }
  }

  private static int soonest(PoolWorker[] workers) {
    int soonest = 0;
    for (int worker = 1; worker < workers.length; worker++) {
      if (workers[worker].endNs() < workers[soonest].endNs()) {
        soonest = worker;
      }
    }
    return soonest;
  }

  private void send(long sentNs) {
    book.sentNs[unsent] = sentNs;
    unsent++;
  }

  private static int leastLoaded(PoolWorker[] workers) {
    int least = 0;
    for (int worker = 1; worker < workers.length; worker++) {
      if (workers[worker].load() < workers[least].load()) {
        least = worker;
      }
    }
    return least;
  }

  private void visible(int request) {
    int worker = leastLoaded(prefill);
    prefill[worker].leastLoaded().enqueue(request);
    if (!prefill[worker].busy) {
      startPrompts(worker);
    }
  }

  private void startPrompts(int index) {
    PoolWorker worker = prefill[index];
    boolean completes = false;
    worker.busy = false;
    for (Rank rank : worker.ranks) {
      rank.plan(setup.policy());
      rank.startChunks(nowNs);
      worker.busy |= !rank.isEmpty();
      completes |= rank.completesPrompt();
    }
    if (worker.busy) {
      long holdNs = completes ? PassClock.nanos(setup.handOver().holdMs()) : 0;
      worker.begin(nowNs, worker.clock.prefillNs(worker.ranks, true) + holdNs, 1);
    }
  }

  private void promptsDone(int index) {
    for (Rank rank : prefill[index].ranks) {
      for (int chunk = 0; chunk < rank.chunks(); chunk++) {
        int request = rank.finishChunk(chunk);
        if (request >= 0) {
          long transferNs = setup.handOver().ns(book.prompt[request]);
          underway.add(new Underway(nowNs + transferNs, request));
        }
      }
    }
    startPrompts(index);
  }

  private void handedOver(int request) {
    int index = leastLoaded(decode);
    PoolWorker worker = decode[index];
    worker.leastLoaded().enqueue(request);
    if (!worker.busy) {
      startDecoding(index);
    } else {
      worker.interrupt(nowNs);
    }
  }

  private void decoded(int index) {
    PoolWorker worker = decode[index];
    for (Rank rank : worker.ranks) {
      rank.decode(worker.passes);
      for (int ended = rank.removeEnded(); ended >= 0; ended = rank.removeEnded()) {
        end(ended);
      }
    }
    report(worker);
    startDecoding(index);
  }

  private void end(int request) {
    book.finish(request, nowNs);
    if (stream.isClosed() && unsent < stream.size()) {
      send(nowNs);
    }
  }

  /** Adopts what waits and runs passes until something changes. */
  private void startDecoding(int index) {
    PoolWorker worker = decode[index];
    for (Rank rank : worker.ranks) {
      // Requests of one token end at once and make room for others.
      boolean room = true;
      while (room) {
        room = false;
        rank.adoptWaiting(nowNs);
        for (int ended = rank.removeEnded(); ended >= 0; ended = rank.removeEnded()) {
          end(ended);
          room = true;
        }
      }
    }
    worker.busy = worker.decoding() > 0;
    if (worker.busy) {
      worker.begin(nowNs, worker.clock.decodeNs(worker.ranks), worker.passesAhead());
      worker.sequences = worker.decoding();
      worker.cachedTokens = worker.cachedTokens();
    }
  }

  /** Enters passes when they have ended, because arrivals may have cut them short. */
  private void report(PoolWorker worker) {
    view.startNs = worker.startNs;
    view.durationNs = worker.durationNs;
    view.count = worker.passes;
    view.decoding = worker.sequences;
    view.decodes = true;
    view.cachedTokens = worker.cachedTokens;
    tally.passed(view);
  }
}
