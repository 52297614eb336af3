package io.servelab.engine.sim;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The sequences of one rank: those that wait, at most one whose prompt is half computed, and those
 * that decode. Decoding sequences are kept by the tick at which they end, so that many passes can
 * be skipped at once.
 */
final class Rank implements Admission {

  private static final int REQUEST_BITS = 31;
  private static final long REQUEST_MASK = (1L << REQUEST_BITS) - 1;
  private static final int NONE = -1;

  private final RequestBook book;
  private final Decoding decoding;
  private final RankLimits limits;

  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
  private final LongHeap ends = new LongHeap();
  private final Residents residents;
  private int partial = NONE;
  private long tick;

  private int[] chunkRequests = new int[16];
  private long[] chunkTokens = new long[16];
  private long[] chunkPasts = new long[16];
  private int chunks;
  private long prefillTokens;
  private boolean full;

  Rank(RequestBook book, Decoding decoding, RankLimits limits) {
    this.book = book;
    this.decoding = decoding;
    this.limits = limits;
    this.residents = new Residents(book, decoding, limits.kv());
  }

  /** The request of an entry in the order of ends. */
  static int request(long entry) {
    return (int) (entry & REQUEST_MASK);
  }

  /** Makes a request visible to the scheduler. */
  void enqueue(int request) {
    waiting.addLast(request);
  }

  /** Requests of this rank that have not ended. */
  int load() {
    return waiting.size() + residents.size();
  }

  int waiting() {
    return waiting.size();
  }

  int decoding() {
    return ends.size();
  }

  boolean isIdle() {
    return load() == 0;
  }

  /** Cached tokens of all decoding sequences, in parts of a token. */
  long cacheUnits() {
    return residents.cacheUnits();
  }

  int preemptions() {
    return residents.preemptions();
  }

  /** Fills the next pass. */
  void plan(SchedulerPolicy policy) {
    chunks = 0;
    prefillTokens = 0;
    full = makeRoomForDecoding();
    policy.fill(this);
  }

  /** Evicts the youngest sequences until the others can grow; tells whether it evicted any. */
  private boolean makeRoomForDecoding() {
    boolean evicted = false;
    while (!residents.canGrow(ends, tick)) {
      int victim = residents.youngest(ends, partial);
      if (victim == partial) {
        partial = NONE;
      } else {
        long end = residents.endTick(victim);
        ends.remove(end << REQUEST_BITS | victim);
        book.passesLeft[victim] = (int) (end - tick);
      }
      residents.evict(victim, tick);
      waiting.addFirst(victim);
      evicted = true;
    }
    return evicted;
  }

  @Override
  public long decodeTokens() {
    return (long) ends.size() * decoding.width();
  }

  @Override
  public boolean hasNext() {
    if (partial != NONE) {
      return chunks == 0;
    }
    return !full
        && !waiting.isEmpty()
        && residents.size() < limits.maxSequences()
        && residents.admits(waiting.peekFirst(), ends, tick);
  }

  @Override
  public long nextTokens() {
    return book.promptLeft(next());
  }

  private int next() {
    return partial != NONE ? partial : waiting.peekFirst();
  }

  @Override
  public long take(long limit) {
    int request = next();
    if (partial == NONE) {
      waiting.removeFirst();
      residents.admit(request);
    }
    long left = book.promptLeft(request);
    long tokens = Math.min(limit, left);
    addChunk(request, tokens);
    if (tokens < left) {
      partial = request;
      full = true;
    } else if (partial == request) {
      partial = NONE;
    }
    return tokens;
  }

  private void addChunk(int request, long tokens) {
    if (chunks == chunkRequests.length) {
      chunkRequests = Arrays.copyOf(chunkRequests, 2 * chunks);
      chunkTokens = Arrays.copyOf(chunkTokens, 2 * chunks);
      chunkPasts = Arrays.copyOf(chunkPasts, 2 * chunks);
    }
    chunkRequests[chunks] = request;
    chunkTokens[chunks] = tokens;
    chunkPasts[chunks] = book.computed[request];
    prefillTokens += tokens;
    chunks++;
  }

  @Override
  public boolean isEmpty() {
    return chunks == 0;
  }

  int chunks() {
    return chunks;
  }

  long chunkTokens(int chunk) {
    return chunkTokens[chunk];
  }

  long chunkPast(int chunk) {
    return chunkPasts[chunk];
  }

  long prefillTokens() {
    return prefillTokens;
  }

  /** Passes until a decoding sequence ends or its growth needs a decision; at least 1. */
  long passesUntilChange() {
    if (ends.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long untilEnd = (ends.smallest() >>> REQUEST_BITS) - tick;
    return full ? 1 : residents.passesThatFit(ends, tick, untilEnd);
  }

  /** Moves every decoding sequence on. */
  void decode(long passes) {
    tick += passes;
    residents.grow(passes * ends.size());
  }

  /** Whether the planned work is the last of any prompt. */
  boolean completesPrompt() {
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (chunkTokens[chunk] == book.promptLeft(chunkRequests[chunk])) {
        return true;
      }
    }
    return false;
  }

  /** Marks the beginning of the planned prompt work. */
  void startChunks(long nowNs) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      book.start(chunkRequests[chunk], nowNs);
    }
  }

  /** Enters the planned prompt work as computed; prompts that are complete begin to decode. */
  void finishChunks(long nowNs) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      int request = chunkRequests[chunk];
      book.computed[request] += (int) chunkTokens[chunk];
      if (book.promptLeft(request) == 0) {
        beginDecoding(request, nowNs);
      }
    }
  }

  /**
   * Enters one planned chunk as computed and gives its prompt away if it is complete.
   *
   * @return the request of a complete prompt, which leaves the rank; -1 if it is cut
   */
  int finishChunk(int chunk) {
    int request = chunkRequests[chunk];
    book.computed[request] += (int) chunkTokens[chunk];
    if (book.promptLeft(request) > 0) {
      return NONE;
    }
    residents.leave(request);
    return request;
  }

  /** Lets waiting requests whose prompts were computed elsewhere decode, while there is room. */
  void adoptWaiting(long nowNs) {
    chunks = 0;
    full = makeRoomForDecoding();
    while (hasNext()) {
      int request = waiting.removeFirst();
      residents.admit(request);
      beginDecoding(request, nowNs);
    }
  }

  private void beginDecoding(int request, long nowNs) {
    if (book.firstNs[request] != RequestBook.NOT_YET) {
      book.passesLeft[request]--;
    }
    book.firstToken(request, nowNs);
    long end = tick + book.passesLeft[request];
    residents.beginDecoding(request, tick, end);
    ends.add(end << REQUEST_BITS | request);
  }

  /** The next sequence that ends at this tick, which is removed; -1 if there is none. */
  int removeEnded() {
    if (ends.isEmpty() || ends.smallest() >>> REQUEST_BITS > tick) {
      return NONE;
    }
    int request = request(ends.removeSmallest());
    residents.release(request, tick);
    return request;
  }
}
