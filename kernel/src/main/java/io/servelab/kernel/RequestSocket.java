package io.servelab.kernel;

import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A client's end of the shell channel: sends a request and waits for its reply. */
final class RequestSocket extends JupyterSocket {

  RequestSocket(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(
        ZMQ.context(1),
        SocketType.DEALER,
        properties.createHMACGenerator(),
        LoggerFactory.getLogger(RequestSocket.class));
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    connect(
        formatAddress(properties.getTransport(), properties.getIp(), properties.getShellPort()));
  }

  /** Sends a request and waits for its reply, whatever that says. */
  <T> void ask(MessageType<T> type, T request) {
    sendMessage(new Message<>(new Header<>("rehearsal", type), request));
    do {
      recv();
    } while (hasReceiveMore());
  }
}
