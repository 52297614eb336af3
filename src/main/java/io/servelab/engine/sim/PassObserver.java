package io.servelab.engine.sim;

/** Hears of every pass while a simulation runs. */
@FunctionalInterface
public interface PassObserver {

  /** Hears nothing. */
  PassObserver NONE = pass -> {};

  /** Equal passes that follow one another; the object is reused for the next call. */
  void passed(PassView pass);
}
