package io.servelab.kernel;

import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;

/**
 * The sockets of the kernel. Brings its own shell and control channels, because those of the base
 * class look for requests only every 50 ms, which every cell of a notebook would wait for. Looking
 * more often than now would cost a noticeable share of a core while nothing happens.
 */
final class KernelConnection extends JupyterConnection {

  private static final long SHELL_POLL_MS = 10;
  private static final long CONTROL_POLL_MS = 50;

  private final KernelConnectionProperties properties;
  private final BlockOutput output;
  private final ZMQ.Context context = ZMQ.context(1);
  private final ShellChannel shellChannel;
  private final ShellChannel controlChannel;
  private final CountDownLatch closed = new CountDownLatch(1);

  KernelConnection(KernelConnectionProperties properties, BlockOutput output)
      throws GeneralSecurityException {
    super(properties);
    this.properties = properties;
    this.output = output;
    shellChannel =
        new ShellChannel(context, properties.createHMACGenerator(), false, this, SHELL_POLL_MS);
    controlChannel =
        new ShellChannel(context, properties.createHMACGenerator(), true, this, CONTROL_POLL_MS);
  }

  @Override
  public void connect() {
    heartbeat.bind(properties);
    stdin.bind(properties);
    iopub.bind(properties);
    iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    controlChannel.bind(properties);
    shellChannel.bind(properties);
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext request) {
    return new CellEnvironment(channel, stdin, iopub, request, output);
  }

  @Override
  public void close() {
    try {
      shellChannel.close();
      controlChannel.close();
      super.close();
      context.close();
    } finally {
      closed.countDown();
    }
  }

  /** Waits for the shutdown request; a cell that cannot be stopped does not delay it. */
  @Override
  public void waitUntilClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
