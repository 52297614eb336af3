package io.servelab.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/**
 * Runs compiled snippets in this virtual machine and keeps what they return and throw as objects.
 *
 * <p>The base class brings the two things that are hard: a thread for each snippet, and stopping it
 * (by killing the thread on JDK 17, by checks woven into the snippet on later ones). This class
 * adds a gentle first step to the stop, and lets snippets evaluate further snippets on their own
 * thread, so that the stop reaches those too.
 *
 * <p>Public only because the base class calls {@link #run()} by reflection.
 */
public final class SnippetEngine extends LocalExecutionControl {

  /** How long interrupted code has for leaving by itself before it is killed, in milliseconds. */
  private static final long GRACE_MS = 300;

  private static final Method RUN = runMethod();

  /** Carries a call into the thread that the base class starts for it. */
  private static final InheritableThreadLocal<SnippetCall> HANDED_OVER =
      new InheritableThreadLocal<>();

  private static final ThreadLocal<Boolean> ON_SNIPPET_THREAD =
      ThreadLocal.withInitial(() -> false);

  private final StopRequest stopRequest;
  private volatile SnippetCall running;
  private volatile SnippetCall last;
  private volatile ClassLoader snippetLoader = ClassLoader.getSystemClassLoader();
  private int depth;

  SnippetEngine(StopRequest stopRequest) {
    this.stopRequest = stopRequest;
  }

  /** The most recently ended snippet; never null after a snippet was run. */
  SnippetCall last() {
    return last;
  }

  /** The loader of snippet classes, which also sees what was added to the class path. */
  ClassLoader snippetLoader() {
    return snippetLoader;
  }

  /**
   * Runs kernel work, such as rendering a value, like a snippet: on a thread that an interrupt
   * stops.
   *
   * @return what the work returned, null if it was stopped
   * @throws Throwable what the work threw
   */
  Object onSnippetThread(Callable<Object> work) throws Throwable {
    SnippetCall call = new SnippetCall(work);
    clientCodeEnter();
    try {
      start(call);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } catch (StoppedException e) {
      return null;
    } finally {
      clientCodeLeave();
    }
    return call.value();
  }

  /** Runs the call that was handed over; for the base class only. */
  public static Object run() throws Throwable {
    SnippetCall call = HANDED_OVER.get();
    HANDED_OVER.remove();
    ON_SNIPPET_THREAD.set(true);
    call.perform();
    return null;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    ClassBytecodes[] guarded = new ClassBytecodes[classes.length];
    for (int i = 0; i < classes.length; i++) {
      guarded[i] =
          new ClassBytecodes(classes[i].name(), ExitCalls.redirectedIn(classes[i].bytecodes()));
    }
    super.load(guarded);
  }

  /**
   * {@inheritDoc}
   *
   * @return always the text {@code null}: the base class would call {@code toString} on every
   *     variable, which costs seconds for a large one and that nobody reads
   */
  @Override
  protected String invoke(Method doit) throws Exception {
    snippetLoader = doit.getDeclaringClass().getClassLoader();
    SnippetCall call = new SnippetCall(() -> doit.invoke(null));
    try {
      start(call);
    } finally {
      last = call;
    }
    return "null";
  }

  @Override
  public void stop() throws EngineTerminationException, InternalException {
    SnippetCall call = running;
    if (call != null) {
      call.interrupt();
      if (!call.endedWithin(GRACE_MS)) {
        super.stop();
      }
    }
  }

  @Override
  protected void clientCodeEnter() {
    synchronized (this) {
      if (depth++ == 0) {
        super.clientCodeEnter();
      }
    }
  }

  @Override
  protected void clientCodeLeave() {
    synchronized (this) {
      if (--depth == 0) {
        super.clientCodeLeave();
      }
    }
  }

  private void start(SnippetCall call) throws Exception {
    if (stopRequest.isMade()) {
      throw new StoppedException();
    }
    if (ON_SNIPPET_THREAD.get()) {
      performNested(call);
      return;
    }
    HANDED_OVER.set(call);
    running = call;
    try {
      super.invoke(RUN);
    } finally {
      running = null;
      HANDED_OVER.remove();
    }
  }

  private static void performNested(SnippetCall call) throws InvocationTargetException {
    try {
      call.perform();
    } catch (Throwable e) {
      throw new InvocationTargetException(e);
    }
  }

  private static Method runMethod() {
    try {
      return SnippetEngine.class.getMethod("run");
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
