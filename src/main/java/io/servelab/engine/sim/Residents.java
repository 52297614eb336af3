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
    promptBlocks -= limit.blocksOf(book.prompt[request]);
  }

  void release(int request) {
    count--;
    decodes[request] = false;
    reservedBlocks -= reserve(request);
  }

  /** Drops the cache of a sequence, which must then be computed again with what it has put out. */
  void evict(int request, long tick) {
    count--;
    reservedBlocks -= reserve(request);
    if (decodes[request]) {
      decodes[request] = false;
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
        && usedBlocks(ends, tick, 1) + more <= limit.blocks();
  }

  boolean canGrow(LongHeap ends, long tick) {
    return !limit.limited() || ends.isEmpty() || usedBlocks(ends, tick, 1) <= limit.blocks();
  }

  /** The largest number of passes up to a bound for which growth needs no eviction; at least 1. */
  long passesThatFit(LongHeap ends, long tick, long bound) {
    if (!limit.limited() || usedBlocks(ends, tick, bound) <= limit.blocks()) {
      return bound;
    }
    long fits = 1;
    long fails = bound;
    while (fails - fits > 1) {
      long middle = (fits + fails) / 2;
      if (usedBlocks(ends, tick, middle) <= limit.blocks()) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    return fits;
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
