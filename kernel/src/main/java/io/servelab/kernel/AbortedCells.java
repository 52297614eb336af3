package io.servelab.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.zeromq.ZMQ;

/**
 * Turns down the cells that were already queued when one failed. "Run all" sends every cell at
 * once; without this the cells below an error run on with whatever state the failed one left.
 */
final class AbortedCells {

  private final JupyterConnection connection;

  AbortedCells(JupyterConnection connection) {
    this.connection = connection;
  }

  /** Takes the requests out of the channel that wait in it now. */
  static List<Message<?>> waitingIn(JupyterSocket channel) {
    List<Message<?>> waiting = new ArrayList<>();
    while ((channel.getEvents() & ZMQ.Poller.POLLIN) != 0) {
      waiting.add(channel.readMessage());
    }
    return waiting;
  }

  /** Answers requests that had waited: cells as aborted, others as usual. */
  void answer(ShellChannel channel, List<Message<?>> waiting) {
    waiting.forEach(request -> answer(channel, request));
  }

  private <T> void answer(ShellChannel channel, Message<T> request) {
    ShellReplyEnvironment environment = connection.prepareReplyEnv(channel, request);
    try {
      if (request.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
        environment.setBusyDeferIdle();
        environment.reply(Replies.message(request, MessageType.EXECUTE_REPLY, Replies.aborted()));
        return;
      }
      ShellHandler<T> handler = connection.getHandler(request.getHeader().getType());
      if (handler != null) {
        handler.handle(environment, request);
      }
    } finally {
      environment.resolveDeferrals();
    }
  }
}
