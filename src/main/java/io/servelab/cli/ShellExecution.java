package io.servelab.cli;

import io.servelab.error.ServeLabException;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the snippets of our shell in this process; found by JShell as a service.
 *
 * <p>Our own errors say what to do next; the lines of the library that raised them would only hide
 * that, so they are left out. Errors of anybody else keep theirs.
 */
public final class ShellExecution implements ExecutionControlProvider {

  /** Name under which JShell finds it. */
  static final String NAME = "servelab";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return new LocalExecutionControl() {
      @Override
      protected String throwConvertedInvocationException(Throwable cause)
          throws RunException, InternalException {
        if (cause instanceof ServeLabException) {
          throw new UserException(
              cause.getMessage(), cause.getClass().getSimpleName(), new StackTraceElement[0]);
        }
        return super.throwConvertedInvocationException(cause);
      }
    };
  }
}
