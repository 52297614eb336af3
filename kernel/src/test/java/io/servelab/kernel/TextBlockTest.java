package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.Test;

class TextBlockTest {

  @Test
  void characterWaitsForItsLastByte() {
    byte[] bytes = "a€😀".getBytes(StandardCharsets.UTF_8);
    TextBlock block = new TextBlock(StreamType.OUT);
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      block.append(new byte[] {b}, 0, 1);
      text.append(block.takeText());
    }
    assertEquals("a€😀", text.toString());
    assertEquals(0, block.size());
  }

  @Test
  void bytesThatAreNoTextDoNotWaitForEver() {
    TextBlock block = new TextBlock(StreamType.OUT);
    block.append(new byte[] {(byte) 0x80, (byte) 0x81, 'x'}, 0, 3);
    assertEquals("\uFFFD\uFFFDx", block.takeText());
  }
}
