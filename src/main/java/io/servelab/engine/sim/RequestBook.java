package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;
import java.util.Arrays;

/** What has become of every request of a run; times in nanoseconds. */
final class RequestBook {

  static final long NOT_YET = -1;

  final RequestStream stream;
  final long[] sentNs;
  final long[] startedNs;
  final long[] firstNs;
  final long[] finishNs;

  /** Tokens that must be in the cache before the next output token. */
  final int[] prompt;

  /** Of these, tokens that are in the cache already. */
  final int[] computed;

  /** Decode passes that are still needed once the prompt has been computed. */
  final int[] passesLeft;

  int unfinished;

  RequestBook(RequestStream stream, Decoding decoding) {
    int size = stream.size();
    this.stream = stream;
    this.sentNs = new long[size];
    this.startedNs = filled(size);
    this.firstNs = filled(size);
    this.finishNs = filled(size);
    this.prompt = new int[size];
    this.computed = new int[size];
    this.passesLeft = new int[size];
    this.unfinished = size;
    for (int request = 0; request < size; request++) {
      prompt[request] = stream.prompt(request);
      computed[request] = stream.cached(request);
      passesLeft[request] = decoding.passesFor(stream.output(request) - 1);
    }
  }

  private static long[] filled(int size) {
    long[] moments = new long[size];
    Arrays.fill(moments, NOT_YET);
    return moments;
  }

  long promptLeft(int request) {
    return (long) prompt[request] - computed[request];
  }

  void start(int request, long nowNs) {
    if (startedNs[request] == NOT_YET) {
      startedNs[request] = nowNs;
    }
  }

  void firstToken(int request, long nowNs) {
    if (firstNs[request] == NOT_YET) {
      firstNs[request] = nowNs;
    }
  }

  void finish(int request, long nowNs) {
    finishNs[request] = nowNs;
    unfinished--;
  }
}
