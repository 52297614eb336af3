package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Pool;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.sim.HostTimes;
import io.servelab.step.PassTimes;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Clients that send one request after the other to a pool of prefill ranks and then to a pool of
 * decode ranks.
 *
 * <p>A prefill rank computes one prompt at a time, first come, first served. A decode pass is as
 * long as the mean number of sequences per rank makes it; since that number follows from the length
 * of a pass, the run is repeated until the two agree.
 */
final class PoolLoop {

  private static final int REPEATS = 6;

  /** A pool's prefill is slower than a lone worker's, as in estimates of fixed deployments. */
  private static final double PREFILL_SLOWDOWN = 1.1;

  /** From the end of prefill until the decode pool answers; fitted on the shipped points. */
  private static final double HAND_OVER_MS = 80;

  private static final double MS = 1e-6;

  private final PassTimes prefill;
  private final PassTimes decode;
  private final HostTimes host;
  private final int prefillRanks;
  private final int decodeRanks;
  private final int decodeSlots;

  PoolLoop(TimedWorker prefill, TimedWorker decode, TwoPools pools, HostTimes host) {
    this.prefill = prefill.times();
    this.decode = decode.times();
    this.host = host;
    this.prefillRanks = ranks(pools.prefill());
    this.decodeRanks = ranks(pools.decode());
    this.decodeSlots = decodeRanks * pools.decode().batch();
  }

  private static int ranks(Pool pool) {
    return pool.workers() * pool.layout().dp();
  }

  Prediction run(RequestStream stream) {
    double perRank = Math.min(decodeSlots, stream.clients()) / (double) decodeRanks;
    Run run = new Run(stream, passMs(stream, perRank));
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      perRank = (perRank + run.meanDecoding() / decodeRanks) / 2;
      run = new Run(stream, passMs(stream, perRank));
    }
    return new Prediction(new Latency(run.meanTtftMs(), run.passMs), Prediction.Band.TWO_POOLS, "");
  }

  private double passMs(RequestStream stream, double perRank) {
    long tokens = Math.max(1, Math.round(perRank));
    double cached = stream.prompt(0) + stream.output(0) / 2.0;
    return decode.decodeTokensMs(tokens)
        + decode.decodeSharedMs(tokens)
        + decode.decodeAttentionMs(tokens, cached)
        + host.decodePassMs();
  }

  private double promptMs(long tokens) {
    double deviceMs =
        prefill.prefillTokensMs(tokens)
            + prefill.prefillSharedMs(tokens)
            + prefill.prefillAttentionMs(tokens, 0)
            + prefill.headMs(1);
    return PREFILL_SLOWDOWN * deviceMs + host.prefillPassMs();
  }

  /** One run with decode passes of a fixed length. */
  private final class Run {
    private final double passMs;
    private final double[] ttftMs;
    private double decodingMs;
    private double endMs;

    Run(RequestStream stream, double passMs) {
      this.passMs = passMs;
      this.ttftMs = new double[stream.size()];
      PriorityQueue<Double> freePrefill = filled(prefillRanks);
      PriorityQueue<Double> freeSlots = filled(decodeSlots);
      PriorityQueue<Double> clients = filled(stream.clients());
      for (int request = 0; request < stream.size(); request++) {
        double sentMs = clients.remove();
        double startMs = Math.max(sentMs + host.requestMs(), freePrefill.remove());
        double computedMs = startMs + promptMs(stream.prompt(request));
        freePrefill.add(computedMs);
        double firstMs = computedMs + HAND_OVER_MS;
        ttftMs[request] = firstMs - sentMs;
        double admittedMs = Math.max(firstMs, freeSlots.remove());
        double doneMs = admittedMs + (stream.output(request) - 1) * passMs;
        freeSlots.add(doneMs);
        clients.add(doneMs);
        decodingMs += doneMs - admittedMs;
        endMs = Math.max(endMs, doneMs);
      }
    }

    private PriorityQueue<Double> filled(int size) {
      PriorityQueue<Double> queue = new PriorityQueue<>();
      for (int place = 0; place < size; place++) {
        queue.add(0.0);
      }
      return queue;
    }

    double meanDecoding() {
      return decodingMs / Math.max(endMs, MS);
    }

    double meanTtftMs() {
      return Arrays.stream(ttftMs).average().orElse(0);
    }
  }
}
