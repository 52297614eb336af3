package io.servelab.kernel;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * Points {@code System.out}, {@code System.err}, {@code System.in} and the display functions at the
 * running cell, and back to the process when it ends.
 */
final class KernelIo extends JupyterIO {

  private final BlockOutput output;
  private final PrintStream cellOut;
  private final PrintStream cellErr;

  KernelIo(BlockOutput output) {
    super(StandardCharsets.UTF_8);
    this.output = output;
    this.cellOut = new PrintStream(output.stream(StreamType.OUT), false, StandardCharsets.UTF_8);
    this.cellErr = new PrintStream(output.stream(StreamType.ERR), false, StandardCharsets.UTF_8);
  }

  BlockOutput output() {
    return output;
  }

  /** Connects the streams to a cell until the environment resolves its deferrals. */
  void attach(ShellReplyEnvironment cell, boolean mayAsk) {
    PrintStream processOut = System.out;
    PrintStream processErr = System.err;
    InputStream processIn = System.in;
    output.attach(cell);
    setEnv(cell);
    setJupyterInEnabled(mayAsk);
    System.setOut(cellOut);
    System.setErr(cellErr);
    System.setIn(in);
    cell.defer(
        () -> {
          System.setOut(processOut);
          System.setErr(processErr);
          System.setIn(processIn);
          output.detach();
          retractEnv(cell);
        });
  }
}
