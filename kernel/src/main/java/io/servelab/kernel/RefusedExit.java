package io.servelab.kernel;

/**
 * What a cell's {@code System.exit} calls instead. Public because snippet classes link to it.
 *
 * @see ExitCalls
 */
public final class RefusedExit {

  private RefusedExit() {}

  /**
   * Refuses to end the virtual machine.
   *
   * @param status the exit status that was asked for
   * @throws UnsupportedOperationException always
   */
  @SuppressWarnings("DoNotCallSuggester") // Only rewritten bytecode calls it.
  public static void exit(int status) {
    throw new UnsupportedOperationException(
        "System.exit("
            + status
            + ") would end the kernel and lose every variable, so it is refused. To leave a cell"
            + " early, throw an exception; to start afresh, restart the kernel from the menu.");
  }
}
