package io.servelab.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;

/**
 * Plays a short session with itself as the client. The installer runs it under {@code
 * -XX:ArchiveClassesAtExit}, which records the classes that a session needs, so that real sessions
 * start with them already parsed and verified.
 *
 * <p>A library adds lines of its own in the resource {@value #RESOURCE}, one cell a line.
 */
public final class Rehearsal {

  /** Where a library lists cells worth rehearsing. */
  static final String RESOURCE = "META-INF/servelab/notebook-rehearsal";

  private static final List<String> CELLS =
      List.of(
          "int rehearsed = 6 * 7",
          "record Point(int x, int y) {}",
          "Stream.of(1, 2, 3).map(n -> n * n).toList()",
          "System.out.println(String.format(\"%.2f\", Math.PI))",
          "new double[] {1, 2, 3}",
          "throw new IllegalStateException(\"rehearsed\")",
          "rehearsedd");

  private Rehearsal() {}

  /**
   * Plays the session and ends the process.
   *
   * @param arguments none
   * @throws IOException if there are no free ports
   * @throws GeneralSecurityException if the platform lacks the signature scheme
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    KernelConnectionProperties properties = loopback();
    NotebookKernel kernel = KernelMain.start(properties, KernelSettings.from(Map.of()));
    RequestSocket client = new RequestSocket(properties);
    client.bind(properties);
    client.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
    for (String cell : cells()) {
      client.ask(
          MessageType.EXECUTE_REQUEST,
          new ExecuteRequest(cell, false, true, Map.of(), false, true));
    }
    kernel.complete("Math.fl", 7);
    System.exit(0);
  }

  private static List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>(CELLS);
    try (InputStream resource = ClassLoader.getSystemResourceAsStream(RESOURCE)) {
      if (resource != null) {
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
            .lines()
            .filter(line -> !line.isBlank())
            .forEach(cells::add);
      }
    }
    return cells;
  }

  /** Addresses on this machine that were free a moment ago. */
  static KernelConnectionProperties loopback() throws IOException {
    List<ServerSocket> reserved = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        reserved.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      int[] ports = reserved.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new KernelConnectionProperties(
          "127.0.0.1",
          ports[0],
          ports[1],
          ports[2],
          ports[3],
          ports[4],
          "tcp",
          "hmac-sha256",
          UUID.randomUUID().toString());
    } finally {
      for (ServerSocket socket : reserved) {
        socket.close();
      }
    }
  }
}
