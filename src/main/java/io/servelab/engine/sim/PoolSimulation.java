package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;
import io.servelab.engine.sim.PoolEvent.Kind;
import java.util.PriorityQueue;

/**
 * Runs a stream of requests through a pool of prefill engines and a pool of decode engines.
 *
 * <p>Requests queue for the least loaded prefill engine, hand their cache over, and wait for a free
 * sequence of the least loaded decode engine, which answers with the first token: a full decode
 * pool holds prompts back. Exact between events; deterministic.
 */
public final class PoolSimulation {

  private final PoolSetup setup;
  private final RequestStream stream;
  private final RequestBook book;
  private final PoolWorker[] prefill;
  private final PoolWorker[] decode;
  private final PriorityQueue<PoolEvent> events = new PriorityQueue<>();
  private final PassTally tally = new PassTally();
  private final PassView view = new PassView();
  private final long requestNs;
  private long order;
  private int unsent;
  private long nowNs;

  private PoolSimulation(PoolSetup setup, RequestStream stream) {
    this.setup = setup;
    this.stream = stream;
    this.book = new RequestBook(stream, Decoding.of(setup.decode().speculation()));
    this.prefill = workers(setup.prefill());
    this.decode = workers(setup.decode());
    this.requestNs = PassClock.nanos(setup.prefill().host().requestMs());
  }

  private PoolWorker[] workers(PoolEngine engine) {
    PoolWorker[] workers = new PoolWorker[engine.workers()];
    for (int worker = 0; worker < workers.length; worker++) {
      workers[worker] = new PoolWorker(engine, book);
    }
    return workers;
  }

  /** Runs all requests to their end; occupancy and passes are those of the decode pool. */
  public static SimulationRun run(PoolSetup setup, RequestStream stream) {
    return new PoolSimulation(setup, stream).run();
  }

  private SimulationRun run() {
    int first = stream.isClosed() ? stream.clients() : stream.size();
    while (unsent < first) {
      send(stream.isClosed() ? 0 : stream.sentNs(unsent));
    }
    while (book.unfinished > 0) {
      PoolEvent event = events.remove();
      nowNs = event.timeNs();
      switch (event.kind()) {
        case VISIBLE -> visible(event.subject());
        case PROMPTS_DONE -> promptsDone(event.subject());
        case HANDED_OVER -> handedOver(event.subject());
        case DECODED -> {
          if (event.version() == decode[event.subject()].version) {
            decoded(event.subject());
          }
        }
      }
    }
    Rank[] none = {};
    return new SimulationRun(book, tally.finish(nowNs, none));
  }

  private void schedule(long timeNs, Kind kind, int subject, long version) {
    events.add(new PoolEvent(timeNs, order++, kind, subject, version));
  }

  private void send(long sentNs) {
    book.sentNs[unsent] = sentNs;
    schedule(sentNs + requestNs, Kind.VISIBLE, unsent, 0);
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
      long durationNs = worker.clock.prefillNs(worker.ranks, true) + holdNs;
      schedule(nowNs + durationNs, Kind.PROMPTS_DONE, index, 0);
    }
  }

  private void promptsDone(int index) {
    for (Rank rank : prefill[index].ranks) {
      for (int chunk = 0; chunk < rank.chunks(); chunk++) {
        int request = rank.finishChunk(chunk);
        if (request >= 0) {
          long transferNs = setup.handOver().ns(book.prompt[request]);
          schedule(nowNs + transferNs, Kind.HANDED_OVER, request, 0);
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
    } else if (worker.interrupt(nowNs)) {
      schedule(worker.endNs(), Kind.DECODED, index, worker.version);
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
      rank.adoptWaiting(nowNs);
      for (int ended = rank.removeEnded(); ended >= 0; ended = rank.removeEnded()) {
        end(ended);
      }
    }
    worker.busy = worker.decoding() > 0;
    if (worker.busy) {
      worker.startNs = nowNs;
      worker.durationNs = worker.clock.decodeNs(worker.ranks);
      worker.passes = worker.passesAhead();
      worker.version++;
      worker.sequences = worker.decoding();
      worker.cachedTokens = worker.cachedTokens();
      schedule(worker.endNs(), Kind.DECODED, index, worker.version);
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
