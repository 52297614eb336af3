package io.servelab.perf;

/**
 * A way to prepare tables for one kind of query. Declared once as a constant; the constant is the
 * key under which a database keeps what it built.
 *
 * @param <T> what is prepared
 */
@FunctionalInterface
public interface TableIndex<T> {

  /** Reads the tables it needs and prepares them. */
  T build(PerfDatabase database);
}
