package io.servelab.engine.sim;

/**
 * Something that will happen in a simulation of pools.
 *
 * @param timeNs when
 * @param order decides between events at one moment
 * @param kind what
 * @param subject request or worker it is about
 * @param version of the worker's plans; an event of an older version is void
 */
record PoolEvent(long timeNs, long order, Kind kind, int subject, long version)
    implements Comparable<PoolEvent> {

  enum Kind {
    /** A request becomes visible to the prefill pool. */
    VISIBLE,
    /** A prefill engine ends a pass. */
    PROMPTS_DONE,
    /** The cache of a request has reached the decode pool. */
    HANDED_OVER,
    /** A decode engine ends passes. */
    DECODED
  }

  @Override
  public int compareTo(PoolEvent other) {
    int byTime = Long.compare(timeNs, other.timeNs);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
