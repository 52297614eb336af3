package io.servelab.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits before this process. */
final class Terminal {

  private Terminal() {}

  static boolean isThere() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal).isPresent();
  }

  /** Since Java 22 there is a console even without a terminal; it tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJava) {
      return true;
    } catch (ReflectiveOperationException unable) {
      return false;
    }
  }
}
