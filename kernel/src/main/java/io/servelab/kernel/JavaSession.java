package io.servelab.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * The Java side of a notebook: its variables and classes, the cell that runs, and the means to stop
 * it. Knows nothing of the Jupyter protocol.
 */
final class JavaSession implements AutoCloseable {

  private final StopRequest stopRequest = new StopRequest();
  private final SnippetEngine engine = new SnippetEngine(stopRequest);
  private final MagicSource magics;
  private final Duration timeLimit;
  private final JShell shell;
  private final CellEvaluator evaluator;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(JavaSession::clockThread);
  private volatile CellSource cell = new CellSource("start-up", "");

  /**
   * Starts a session.
   *
   * @param compilerOptions options for the compiler
   * @param timeLimit longest time for a cell, zero for no limit
   */
  JavaSession(MagicSource magics, List<String> compilerOptions, Duration timeLimit) {
    this.magics = magics;
    this.timeLimit = timeLimit;
    this.shell =
        JShell.builder()
            .executionEngine(new SingleEngine(engine), Map.of())
            .compilerOptions(compilerOptions.toArray(String[]::new))
            .build();
    this.evaluator = new CellEvaluator(shell, engine, stopRequest);
  }

  /** Does the work of a cell; a stop and the time limit apply to all of it. */
  <T> T inCell(CellSource source, Supplier<T> work) {
    stopRequest.clear();
    cell = source;
    Future<?> limit =
        timeLimit.isZero()
            ? null
            : clock.schedule(
                () -> stop(StopRequest.Reason.TIME_LIMIT),
                timeLimit.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      return work.get();
    } finally {
      if (limit != null) {
        limit.cancel(false);
      }
    }
  }

  /**
   * Evaluates source with magics.
   *
   * @return the value of the last expression, null if the source ends otherwise
   * @throws CellException if it does not compile, throws, or is stopped
   */
  Object evaluate(CellSource source) {
    return evaluator.evaluate(source, magics.resolveMagics(source.text()));
  }

  /** Evaluates text that stands in for the running cell's own, with its name and line numbers. */
  Object evaluateInCell(String text) {
    return evaluator.evaluate(cell, magics.resolveMagics(text));
  }

  /** Runs work for the running cell where a stop reaches it. */
  Object onSnippetThread(Callable<Object> work) {
    return evaluator.onSnippetThread(work);
  }

  /** The report of a failure of the running cell. */
  ErrorReport report(Throwable failure) {
    return failure instanceof CellException known ? known.report() : evaluator.report(failure);
  }

  /** Stops the running cell; without one this does nothing. */
  void stop(StopRequest.Reason reason) {
    stopRequest.make(reason);
    try {
      engine.stop();
    } catch (ExecutionControlException e) {
      throw new IllegalStateException("The cell could not be stopped: " + e.getMessage(), e);
    }
  }

  /** Makes a jar or a class folder usable in what is evaluated from now on. */
  void addToClassPath(Path entry) {
    shell.addToClasspath(entry.toAbsolutePath().toString());
  }

  /** The class loader of the code in cells. */
  ClassLoader loader() {
    return engine.snippetLoader();
  }

  SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    shell.close();
  }

  private static Thread clockThread(Runnable work) {
    Thread thread = new Thread(work, "cell-time-limit");
    thread.setDaemon(true);
    return thread;
  }

  /** Gives JShell the engine that the session already holds. */
  private record SingleEngine(SnippetEngine engine) implements ExecutionControlProvider {

    @Override
    public String name() {
      return "notebook";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return engine;
    }
  }
}
