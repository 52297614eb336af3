package io.servelab.engine.sim;

/** The sequences that occupy a rank's cache, and whether there is room for more. */
final class Residents {

  private final RequestBook book;
  private final Decoding decoding;
  private final KvLimit limit;

  /** When each sequence was admitted, counted from 1. */
  private final long[] age;

  private final long[] startTick;
  private final long[] endTick;
  private final boolean[] decodes;
  private long reservedBlocks;
  private long promptBlocks;
  private long cacheUnits;
  private int count;
  private long admissions;
  private int preemptions;

  Residents(RequestBook book, Decoding decoding, KvLimit limit) {
    this.book = book;
    this.decoding = decoding;
    this.limit = limit;
    int size = book.prompt.length;
    this.age = new long[size];
    this.startTick = new long[size];
    this.endTick = new long[size];
    this.decodes = new boolean[size];
  }

  int size() {
    return count;
  }

  int preemptions() {
    return preemptions;
  }

  /** The last admitted of the decoding sequences and another one, which may be absent (-1). */
  int youngest(LongHeap ends, int other) {
    int youngest = other;
    for (int index = 0; index < ends.size(); index++) {
      int request = Rank.request(ends.at(index));
      if (youngest < 0 || age[request] > age[youngest]) {
        youngest = request;
      }
    }
    return youngest;
  }

  long endTick(int request) {
    return endTick[request];
  }

  /** Cached tokens of all decoding sequences, in parts of a token. */
  long cacheUnits() {
    return cacheUnits;
  }

  /** Decoding sequences have moved on by so many passes together. */
  void grow(long sequencePasses) {
    cacheUnits += sequencePasses * decoding.growthUnits();
  }

  void admit(int request) {
    count++;
    age[request] = ++admissions;
    reservedBlocks += reserve(request);
    promptBlocks += limit.blocksOf(book.prompt[request]);
  }

  void beginDecoding(int request, long tick, long end) {
    startTick[request] = tick;
    endTick[request] = end;
    decodes[request] = true;
    cacheUnits += cacheUnits(request, tick);
    promptBlocks -= limit.blocksOf(book.prompt[request]);
  }

  void release(int request, long tick) {
    count--;
    cacheUnits -= cacheUnits(request, tick);
    decodes[request] = false;
    reservedBlocks -= reserve(request);
  }

  /** Removes a sequence whose prompt is complete and which decodes elsewhere. */
  void leave(int request) {
    count--;
    reservedBlocks -= reserve(request);
    promptBlocks -= limit.blocksOf(book.prompt[request]);
  }

  /** Drops the cache of a sequence, which must then be computed again with what it has put out. */
  void evict(int request, long tick) {
    count--;
    reservedBlocks -= reserve(request);
    if (decodes[request]) {
      decodes[request] = false;
      cacheUnits -= cacheUnits(request, tick);
      book.prompt[request] = (int) Decoding.tokens(cacheUnits(request, tick));
    } else {
      promptBlocks -= limit.blocksOf(book.prompt[request]);
    }
    book.computed[request] = 0;
    preemptions++;
  }

  private long reserve(int request) {
    return limit.limited()
        ? limit.blocksToAdmit(book.stream.prompt(request), book.stream.output(request))
        : 0;
  }

  /** Cached tokens of a decoding sequence before its next pass, in parts of a token. */
  long cacheUnits(int request, long tick) {
    return (book.prompt[request] + 1) * Decoding.UNITS_PER_TOKEN
        + (tick - startTick[request]) * decoding.growthUnits();
  }

  /** Whether a request may be admitted beside what is there and grows in the next pass. */
  boolean admits(int request, LongHeap ends, long tick) {
    if (!limit.limited()) {
      return true;
    }
    long more = limit.blocksOf(book.prompt[request] + 1L);
    return reservedBlocks + Math.max(more, reserve(request)) <= limit.blocks()
        && fits(ends, tick, 1, more);
  }

  boolean canGrow(LongHeap ends, long tick) {
    return !limit.limited() || ends.isEmpty() || fits(ends, tick, 1, 0);
  }

  /** The largest number of passes up to a bound for which growth needs no eviction; at least 1. */
  long passesThatFit(LongHeap ends, long tick, long bound) {
    if (!limit.limited() || fits(ends, tick, bound, 0)) {
      return bound;
    }
    long fits = 1;
    long fails = bound;
    while (fails - fits > 1) {
      long middle = (fits + fails) / 2;
      if (fits(ends, tick, middle, 0)) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    return fits;
  }

  /** Whether there is room during the last of some passes, and for some blocks more. */
  private boolean fits(LongHeap ends, long tick, long passes, long more) {
    long units = cacheUnits + (passes - 1) * ends.size() * decoding.growthUnits();
    long atMost = limit.blocksOf(Decoding.tokens(units)) + 2L * ends.size();
    return promptBlocks + atMost + more <= limit.blocks()
        || usedBlocks(ends, tick, passes) + more <= limit.blocks();
  }

  /** Blocks in use during the last of some passes. */
  private long usedBlocks(LongHeap ends, long tick, long passes) {
    long used = promptBlocks;
    for (int index = 0; index < ends.size(); index++) {
      int request = Rank.request(ends.at(index));
      long units = cacheUnits(request, tick) + (passes - 1) * decoding.growthUnits();
      used += limit.blocksOf(Decoding.tokens(units));
    }
    return used;
  }
}
