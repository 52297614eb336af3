package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Talks to a whole kernel over sockets, as a client would. There is one kernel in a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ProtocolTest {

  private record Received(String type, String request, JsonObject content) {}

  private final ZMQ.Context context = ZMQ.context(1);
  private ZMQ.Socket shell;
  private ZMQ.Socket control;
  private ZMQ.Socket iopub;
  private HMACGenerator signer;

  @BeforeAll
  void start() throws IOException, GeneralSecurityException, InterruptedException {
    KernelConnectionProperties properties = Rehearsal.loopback();
    signer = properties.createHMACGenerator();
    iopub = context.socket(SocketType.SUB);
    iopub.subscribe("");
    iopub.setReceiveTimeOut(20_000);
    iopub.connect("tcp://127.0.0.1:" + properties.getIopubPort());
    shell = dealer(properties.getShellPort());
    control = dealer(properties.getControlPort());
    KernelMain.start(properties, KernelSettings.from(Map.of()));
    // A subscription takes a moment; without this the first messages could be missed.
    do {
      ask(shell, "kernel_info_request", "{}");
    } while (!isSubscribed());
  }

  @AfterAll
  void end() {
    Received farewell = ask(control, "shutdown_request", "{\"restart\": false}");
    assertEquals("ok", farewell.content().get("status").getAsString());
    for (ZMQ.Socket socket : List.of(shell, control, iopub)) {
      socket.close();
    }
    context.close();
  }

  private ZMQ.Socket dealer(int port) {
    ZMQ.Socket socket = context.socket(SocketType.DEALER);
    socket.setLinger(0);
    socket.setReceiveTimeOut(20_000);
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  private String send(ZMQ.Socket socket, String type, String content) {
    String id = UUID.randomUUID().toString();
    String header =
        "{\"msg_id\": \"%s\", \"username\": \"test\", \"session\": \"s\", \"msg_type\": \"%s\","
                .formatted(id, type)
            + " \"version\": \"5.3\", \"date\": \"2026-01-01T00:00:00.000000Z\"}";
    byte[][] parts = {bytes(header), bytes("{}"), bytes("{}"), bytes(content)};
    socket.sendMore("<IDS|MSG>");
    socket.sendMore(signer.calculateSignature(parts[0], parts[1], parts[2], parts[3]));
    for (int i = 0; i < 3; i++) {
      socket.sendMore(parts[i]);
    }
    socket.send(parts[3]);
    return id;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Received receive(ZMQ.Socket socket) {
    while (!"<IDS|MSG>".equals(socket.recvStr())) {
      assertTrue(socket.hasReceiveMore(), "no message in time");
    }
    socket.recvStr();
    JsonObject header = json(socket);
    JsonObject parent = json(socket);
    json(socket);
    return new Received(
        header.get("msg_type").getAsString(),
        parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
        json(socket));
  }

  private static JsonObject json(ZMQ.Socket socket) {
    return JsonParser.parseString(socket.recvStr()).getAsJsonObject();
  }

  private Received ask(ZMQ.Socket socket, String type, String content) {
    send(socket, type, content);
    return receive(socket);
  }

  private boolean isSubscribed() throws InterruptedException {
    Thread.sleep(100);
    return (iopub.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }

  private Received run(String code, List<Received> published) {
    JsonObject request = new JsonObject();
    request.addProperty("code", code);
    request.addProperty("store_history", true);
    request.addProperty("stop_on_error", true);
    String id = send(shell, "execute_request", request.toString());
    Received reply = receive(shell);
    Received message;
    do {
      message = receive(iopub);
      if (message.request().equals(id)) {
        published.add(message);
      }
    } while (!isIdle(message) || !message.request().equals(id));
    return reply;
  }

  private static boolean isIdle(Received message) {
    return message.type().equals("status")
        && message.content().get("execution_state").getAsString().equals("idle");
  }

  private static List<String> types(List<Received> published) {
    return published.stream().map(Received::type).toList();
  }

  @Test
  void greetingHasAStatus() {
    Received info = ask(shell, "kernel_info_request", "{}");
    assertEquals("kernel_info_reply", info.type());
    assertEquals("ok", info.content().get("status").getAsString());
    assertEquals("java", info.content().getAsJsonObject("language_info").get("name").getAsString());
  }

  @Test
  void resultFollowsThePrintedTextOfItsCell() {
    List<Received> published = new ArrayList<>();
    Received reply = run("System.out.println(\"shown\"); 6 * 7", published);
    assertEquals("ok", reply.content().get("status").getAsString());
    assertEquals(
        List.of("status", "execute_input", "stream", "execute_result", "status"), types(published));
    assertEquals("shown\n", published.get(2).content().get("text").getAsString());
  }

  @Test
  void displayKeepsItsPlaceBetweenPrintedTexts() {
    List<Received> published = new ArrayList<>();
    run(
        "System.out.print(\"a\"); display(\"<b>b</b>\", \"text/html\"); System.out.print(\"c\");",
        published);
    assertEquals(
        List.of("status", "execute_input", "stream", "display_data", "stream", "status"),
        types(published));
  }

  @Test
  void errorIsTheSameOnBothChannels() {
    List<Received> published = new ArrayList<>();
    Received reply = run("throw new IllegalStateException(\"as asked\");", published);
    Received error = published.get(2);
    assertEquals("error", error.type());
    for (String field : List.of("ename", "evalue", "traceback")) {
      assertEquals(error.content().get(field), reply.content().get(field));
    }
    assertFalse(reply.content().get("traceback").toString().contains("io.servelab.kernel"));
  }

  @Test
  void interruptComesThroughTheControlChannel() throws InterruptedException {
    JsonObject request = new JsonObject();
    request.addProperty("code", "while (true) {}");
    send(shell, "execute_request", request.toString());
    Thread.sleep(1_000);
    Received answer = ask(control, "interrupt_request", "{}");
    assertEquals("ok", answer.content().get("status").getAsString());
    Received reply = receive(shell);
    assertEquals("Interrupted", reply.content().get("ename").getAsString());
  }

  @Test
  void historyIsAnswered() {
    run("int remembered = 1;", new ArrayList<>());
    Received reply = ask(shell, "history_request", "{\"hist_access_type\": \"tail\", \"n\": 1}");
    assertTrue(reply.content().get("history").toString().contains("remembered"));
  }
}
