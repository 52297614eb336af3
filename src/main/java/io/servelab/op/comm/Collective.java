package io.servelab.op.comm;

/** Collectives of a communication library. */
public enum Collective {
  ALL_REDUCE("all_reduce", 2),
  ALL_GATHER("all_gather", 1),
  REDUCE_SCATTER("reduce_scatter", 1),
  ALL_TO_ALL("alltoall", 1);

  private final String id;
  private final int ringPasses;

  Collective(String id, int ringPasses) {
    this.id = id;
    this.ringPasses = ringPasses;
  }

  /** Name in tables. */
  public String id() {
    return id;
  }

  /** Times a message travels the ring. */
  int ringPasses() {
    return ringPasses;
  }
}
