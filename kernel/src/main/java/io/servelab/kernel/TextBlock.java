package io.servelab.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** Bytes of one output stream that wait to be sent together as text. */
final class TextBlock {

  private final StreamType type;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TextBlock(StreamType type) {
    this.type = type;
  }

  StreamType type() {
    return type;
  }

  int size() {
    return bytes.size();
  }

  void append(byte[] more, int from, int length) {
    bytes.write(more, from, length);
  }

  /** Takes all text out; the first bytes of a character whose rest is yet to come stay. */
  String takeText() {
    byte[] all = bytes.toByteArray();
    int complete = all.length - unfinishedTail(all);
    bytes.reset();
    bytes.write(all, complete, all.length - complete);
    return new String(all, 0, complete, StandardCharsets.UTF_8);
  }

  private static int unfinishedTail(byte[] all) {
    for (int back = 1; back <= Math.min(3, all.length); back++) {
      int b = all[all.length - back] & 0xFF;
      if (b >= 0xC0) {
        int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        return needed > back ? back : 0;
      }
      if (b < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
