package io.servelab.perf;

import java.util.Optional;

/**
 * Tells to which slice a row belongs.
 *
 * @param <K> the categorical key
 */
@FunctionalInterface
public interface RowKeys<K> {

  /** Key of a row; empty for rows that belong to no slice. */
  Optional<K> of(int row);

  /**
   * Whether two rows are known to have equal keys, without making them; false if that is not known.
   */
  default boolean same(int row, int other) {
    return false;
  }
}
