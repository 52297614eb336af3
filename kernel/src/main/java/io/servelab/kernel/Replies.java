package io.servelab.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/**
 * Replies that follow the message specification where the base library's do not: they name a
 * status, which strict clients require, or have fields that its classes cannot express.
 */
final class Replies {

  private static final String STATUS = "status";

  private Replies() {}

  /** The kernel's description of itself. */
  static Map<String, Object> kernelInfo(NotebookKernel kernel, String protocolVersion) {
    Map<String, Object> reply = ok();
    reply.put("protocol_version", protocolVersion);
    reply.put("implementation", kernel.getName());
    reply.put("implementation_version", kernel.getVersion());
    reply.put("language_info", kernel.getLanguageInfo());
    reply.put("banner", kernel.getBanner());
    reply.put("help_links", kernel.getHelpLinks());
    reply.put("debugger", false);
    return reply;
  }

  /** The end of a cell that went well. */
  static Map<String, Object> executed(int count, Map<String, Object> userExpressions) {
    Map<String, Object> reply = ok();
    reply.put("execution_count", count);
    reply.put("user_expressions", userExpressions);
    reply.put("payload", List.of());
    return reply;
  }

  /** The answer to a cell that was queued behind one that failed. */
  static Map<String, Object> aborted() {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put(STATUS, "aborted");
    return reply;
  }

  /** Earlier cells, each as session, number and input. */
  static Map<String, Object> history(List<List<Object>> entries) {
    Map<String, Object> reply = ok();
    reply.put("history", entries);
    return reply;
  }

  /** The open comms, from identifier to target. */
  static Map<String, Object> comms(Map<String, String> targets) {
    Map<String, Object> comms = new LinkedHashMap<>();
    targets.forEach((id, target) -> comms.put(id, Map.of("target_name", target)));
    Map<String, Object> reply = ok();
    reply.put("comms", comms);
    return reply;
  }

  /** The value of one user expression. */
  static Object expression(DisplayData value) {
    return new ExpressionResult(value);
  }

  /** The farewell. */
  static Map<String, Object> shutdown(boolean restart) {
    Map<String, Object> reply = ok();
    reply.put("restart", restart);
    return reply;
  }

  /** A reply that has nothing to say but that all is well. */
  static Map<String, Object> ok() {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put(STATUS, "ok");
    return reply;
  }

  /** Wraps the fields of a reply for sending. */
  @SuppressWarnings("unchecked") // The library ties each type to one of its own content classes.
  static Message<?> message(
      MessageContext request, MessageType<?> type, Map<String, Object> fields) {
    return new Message<>(request, (MessageType<Map<String, Object>>) type, fields);
  }

  /** Display data with the status that tells it from a failed expression. */
  private static final class ExpressionResult extends DisplayData {

    /** Written to the message by the library's JSON writer. */
    @SuppressWarnings("unused")
    private final String status = "ok";

    ExpressionResult(DisplayData value) {
      super(value);
    }
  }
}
