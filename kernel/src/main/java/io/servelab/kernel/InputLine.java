package io.servelab.kernel;

import java.util.Optional;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/**
 * Asks the front end for a line of input. Waits by looking again and again instead of blocking in
 * the socket: a cell that is interrupted while it waits must leave the socket usable.
 */
final class InputLine {

  private static final long LOOK_EVERY_MS = 20;

  private final StdinChannel stdin;
  private final BlockOutput output;

  InputLine(StdinChannel stdin, BlockOutput output) {
    this.stdin = stdin;
    this.output = output;
  }

  /**
   * The line that the person enters, with its line end.
   *
   * @throws IllegalStateException if the wait is interrupted
   */
  String ask(MessageContext cell, String prompt, boolean password) {
    output.inOrder(
        () -> {
          discardLateAnswers();
          stdin.sendMessage(
              new Message<>(cell, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
          return null;
        });
    try {
      while (true) {
        Optional<String> answer = output.inOrder(this::answer);
        if (answer.isPresent()) {
          return answer.get() + System.lineSeparator();
        }
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("waiting for input was interrupted", e);
    }
  }

  private Optional<String> answer() {
    return hasMessage()
        ? Optional.of(stdin.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue())
        : Optional.empty();
  }

  private void discardLateAnswers() {
    while (hasMessage()) {
      stdin.readMessage();
    }
  }

  private boolean hasMessage() {
    return (stdin.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }
}
