package io.servelab.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jshell.spi.SPIResolutionException;

/**
 * One run of snippet code: what to run, and afterwards the live value or the live exception. JShell
 * itself hands back only their text.
 */
final class SnippetCall {

  private final Callable<Object> body;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Object value;
  private volatile Throwable failure;
  private volatile Thread thread;

  SnippetCall(Callable<Object> body) {
    this.body = body;
  }

  /** Runs the body on the calling thread and keeps its outcome. */
  void perform() throws Throwable {
    thread = Thread.currentThread();
    try {
      value = body.call();
    } catch (InvocationTargetException e) {
      keep(e.getCause());
      throw e.getCause();
    } catch (Throwable e) {
      keep(e);
      throw e;
    } finally {
      ended.countDown();
    }
  }

  /** Interrupts the running body, which lets library code that polls for it leave in good order. */
  void interrupt() {
    Thread running = thread;
    if (running != null && ended.getCount() > 0) {
      running.interrupt();
    }
  }

  /** Waits for the end of the body and says whether it came in time. */
  boolean endedWithin(long millis) {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The value that the body returned, null if it returned nothing. */
  Object value() {
    return value;
  }

  /** What the body threw, null if it ended well. */
  Throwable failure() {
    return failure;
  }

  private void keep(Throwable thrown) {
    // A call of something not yet defined: JShell words that better than its internal exception.
    if (!(thrown instanceof SPIResolutionException)) {
      failure = thrown;
    }
  }
}
