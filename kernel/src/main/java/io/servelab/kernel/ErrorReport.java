package io.servelab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/**
 * A failed cell as the protocol words it. The same report goes to the front end's output and to the
 * waiting client, which print different ones of them.
 *
 * @param name short name of the kind of error, such as {@code IllegalArgumentException}
 * @param message what went wrong, never null or blank
 * @param traceback the lines to show, with ANSI colours
 */
record ErrorReport(String name, String message, List<String> traceback) {

  private static final String BOLD_RED = "\033[1;31m";
  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  ErrorReport {
    traceback = List.copyOf(traceback);
  }

  /** A report that is complete with its first line. */
  static ErrorReport of(String name, String message) {
    return new ErrorReport(name, message, List.of(headline(name, message)));
  }

  static String headline(String name, String message) {
    return BOLD_RED + name + PLAIN + ": " + message;
  }

  static String emphasised(String text) {
    return BOLD + text + PLAIN;
  }

  PublishError toPublish() {
    return new PublishError(name, message, traceback);
  }

  ErrorReply toReply() {
    return new ErrorReply(name, message, traceback);
  }

  ErrorReply toReply(int executionCount) {
    ErrorReply reply = toReply();
    reply.setExecutionCount(executionCount);
    return reply;
  }
}
