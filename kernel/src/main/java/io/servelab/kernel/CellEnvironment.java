package io.servelab.kernel;

import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;

/**
 * Where the handling of one request sends its messages. What the threads of a cell display goes
 * through {@link BlockOutput}, hence in order with what they print; what they read comes from the
 * front end in a way that an interrupt can end.
 */
final class CellEnvironment extends ShellReplyEnvironment {

  private final Thread handler = Thread.currentThread();
  private final BlockOutput output;
  private final InputLine input;

  CellEnvironment(
      ShellChannel shell,
      StdinChannel stdin,
      JupyterSocket iopub,
      MessageContext context,
      BlockOutput output) {
    super(shell, stdin, iopub, context);
    this.output = output;
    this.input = new InputLine(stdin, output);
  }

  @Override
  public void publish(Message<?> message) {
    if (Thread.currentThread() == handler || output.isSending()) {
      super.publish(message);
    } else {
      output.inOrder(
          () -> {
            super.publish(message);
            return null;
          });
    }
  }

  @Override
  public String readFromStdIn(String prompt, boolean isPassword) {
    return input.ask(getContext(), prompt, isPassword);
  }
}
