package io.servelab.engine.sim;

import io.servelab.step.PassTimes;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Pass times of an engine that replays captured graphs: a decode pass computes as many tokens as
 * the next larger graph was captured for. Attention is spared, because what fills up has no cache.
 *
 * @param times times of passes of any size
 * @param sizes tokens of the captured graphs; larger passes run as they are
 */
record GraphPassTimes(PassTimes times, NavigableSet<Long> sizes) implements PassTimes {

  static PassTimes of(PassTimes times, Collection<Long> sizes) {
    return sizes.isEmpty() ? times : new GraphPassTimes(times, new TreeSet<>(sizes));
  }

  private long filled(long tokens) {
    Long size = sizes.ceiling(tokens);
    return size == null ? tokens : size;
  }

  @Override
  public double prefillTokensMs(long tokens) {
    return times.prefillTokensMs(tokens);
  }

  @Override
  public double prefillSharedMs(long tokens) {
    return times.prefillSharedMs(tokens);
  }

  @Override
  public double prefillAttentionMs(long tokens, long past) {
    return times.prefillAttentionMs(tokens, past);
  }

  @Override
  public double headMs(long rows) {
    return times.headMs(rows);
  }

  @Override
  public double decodeTokensMs(long tokens) {
    return times.decodeTokensMs(filled(tokens));
  }

  @Override
  public double decodeSharedMs(long tokens) {
    return times.decodeSharedMs(filled(tokens));
  }

  @Override
  public double decodeAttentionMs(long tokens, double cache) {
    return times.decodeAttentionMs(tokens, cache);
  }
}
