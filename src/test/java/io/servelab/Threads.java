package io.servelab;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/** Runs something whose parallel streams then use so many threads, whatever the machine has. */
public final class Threads {

  private Threads() {}

  public static <T> T use(int count, Callable<T> action) {
    ForkJoinPool pool = new ForkJoinPool(count);
    try {
      return pool.submit(action).get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    } finally {
      pool.shutdown();
    }
  }
}
