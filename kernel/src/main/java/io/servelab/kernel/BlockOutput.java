package io.servelab.kernel;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * Carries what a cell prints to the front end in blocks instead of one message per {@code println}:
 * a flood of messages overruns slow readers, which then lose lines.
 *
 * <p>Everything a running cell sends goes through one thread of this class. The cell's own threads
 * may be killed at any instruction, and a socket that loses its sender in the middle of a message
 * is broken for good.
 */
final class BlockOutput {

  private static final int BLOCK_BYTES = 8 * 1024;
  private static final long FLUSH_MS = 50;

  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(this::senderThread);
  private final List<TextBlock> pending = new ArrayList<>();
  private volatile Thread senderThread;
  private volatile ReplyEnvironment cell;

  /** The stream behind {@code System.out} or {@code System.err} of a cell. */
  OutputStream stream(StreamType type) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        if (append(type, bytes, from, length)) {
          BlockOutput.this.flush();
        }
      }

      @Override
      public void flush() {
        BlockOutput.this.flush();
      }
    };
  }

  /** Sends all further output as that of this cell. */
  void attach(ReplyEnvironment newCell) {
    cell = newCell;
  }

  /** Sends what is left of the cell's output; what its threads print later is dropped. */
  void detach() {
    flush();
    cell = null;
  }

  /** Sends what was printed so far. */
  void flush() {
    inOrder(() -> null);
  }

  /**
   * Runs a sending action after what was printed before it, and waits for it.
   *
   * @return what the action returned
   */
  <T> T inOrder(Callable<T> action) {
    Future<T> sent =
        sender.submit(
            () -> {
              sendPending();
              return action.call();
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return sent.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("could not be sent: " + e.getCause(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the calling thread is the one that sends, and must not wait for itself. */
  boolean isSending() {
    return Thread.currentThread() == senderThread;
  }

  /** Keeps the bytes, to be sent soon, and says whether there are enough for sending now. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the timer.
  private boolean append(StreamType type, byte[] bytes, int from, int length) {
    synchronized (pending) {
      if (pending.isEmpty()) {
        sender.schedule(this::sendPending, FLUSH_MS, TimeUnit.MILLISECONDS);
      }
      if (pending.isEmpty() || pending.get(pending.size() - 1).type() != type) {
        pending.add(new TextBlock(type));
      }
      pending.get(pending.size() - 1).append(bytes, from, length);
      return pending.stream().mapToInt(TextBlock::size).sum() >= BLOCK_BYTES;
    }
  }

  private void sendPending() {
    List<PublishStream> messages = new ArrayList<>();
    synchronized (pending) {
      for (TextBlock block : pending) {
        String text = block.takeText();
        if (!text.isEmpty()) {
          messages.add(new PublishStream(block.type(), text));
        }
      }
      pending.removeIf(block -> block.size() == 0);
    }
    ReplyEnvironment target = cell;
    if (target != null) {
      messages.forEach(target::publish);
    }
  }

  private Thread senderThread(Runnable work) {
    Thread thread = new Thread(work, "cell-output");
    thread.setDaemon(true);
    senderThread = thread;
    return thread;
  }
}
