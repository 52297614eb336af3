package io.servelab.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel; the kernelspec names this class. */
public final class KernelMain {

  private static final int USAGE_ERROR = 2;

  /** How long the last messages get for leaving the process, in milliseconds. */
  private static final long FAREWELL_MS = 200;

  private KernelMain() {}

  /**
   * Runs a kernel until its client shuts it down.
   *
   * @param arguments the connection file that Jupyter wrote
   * @throws IOException if the connection file cannot be read
   * @throws GeneralSecurityException if its signature scheme is unknown
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    if (arguments.length != 1) {
      System.err.println(
          "usage: java -cp <jars> " + KernelMain.class.getName() + " CONNECTION_FILE");
      System.exit(USAGE_ERROR);
    }
    KernelConnectionProperties properties =
        KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
    endWithParent(System.getenv("JPY_PARENT_PID"));
    start(properties, KernelSettings.from(System.getenv())).awaitShutdown();
    System.exit(0);
  }

  /** Connects a kernel and makes it ready; the connection is there before the session is. */
  static NotebookKernel start(KernelConnectionProperties properties, KernelSettings settings)
      throws GeneralSecurityException {
    BlockOutput output = new BlockOutput();
    NotebookKernel kernel = new NotebookKernel(settings, new KernelIo(output));
    KernelConnection connection = new KernelConnection(properties, output);
    kernel.becomeHandlerForConnection(connection);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sayFarewell(kernel)));
    connection.connect();
    kernel.onStartup();
    return kernel;
  }

  /**
   * A kernel whose Jupyter has died would wait for requests for ever. On Windows the variable holds
   * no process number, so nothing is watched there.
   */
  private static void endWithParent(String pid) {
    Optional.ofNullable(pid)
        .filter(text -> File.separatorChar == '/')
        .map(Long::valueOf)
        .flatMap(ProcessHandle::of)
        .ifPresent(
            parent -> {
              Thread watch = new Thread(() -> endAfter(parent), "parent-watch");
              watch.setDaemon(true);
              watch.start();
            });
  }

  private static void endAfter(ProcessHandle parent) {
    parent.onExit().join();
    System.exit(0);
  }

  private static void sayFarewell(NotebookKernel kernel) {
    if (kernel.farewell()) {
      try {
        Thread.sleep(FAREWELL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
