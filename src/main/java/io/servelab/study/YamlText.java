package io.servelab.study;

import com.fasterxml.jackson.core.JsonLocation;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a YAML file, with the places of its errors.
 *
 * @param source name of the file
 * @param content its text
 */
record YamlText(String source, String content) {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_SHOWN = 60;

  /**
   * Reads a file of at most one mebibyte, which is far beyond any study.
   *
   * @throws InvalidValueException if it cannot be read, is longer, or is no UTF-8
   */
  static YamlText read(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        YamlText start = new YamlText(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        throw start.error(
            start.positionOf(start.content.length()),
            "the file goes on beyond 1 MiB; a study is short.");
      }
      return decode(file.toString(), bytes);
    } catch (NoSuchFileException absent) {
      throw InvalidValueException.of("file", file, "there is no such file.");
    } catch (IOException unreadable) {
      throw InvalidValueException.of("file", file, "it cannot be read: " + unreadable.getMessage());
    }
  }

  static YamlText decode(String source, byte[] bytes) {
    try {
      String content =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new YamlText(source, content);
    } catch (CharacterCodingException notText) {
      String readable = new String(bytes, StandardCharsets.UTF_8);
      YamlText text = new YamlText(source, readable);
      throw text.error(text.positionOf(readable.indexOf('\uFFFD')), "this is no UTF-8 text.");
    }
  }

  /** Refuses what no study can be, before anything is parsed. */
  void requireReadable() {
    for (int index = 0; index < content.length(); index++) {
      char next = content.charAt(index);
      if (Character.isISOControl(next) && next != '\n' && next != '\r' && next != '\t') {
        throw error(positionOf(index), "a control character; this is no text file.");
      }
    }
  }

  Position position(int line, int column) {
    return new Position(source, Math.max(line, 1), Math.max(column, 1));
  }

  Position position(JsonLocation location) {
    return position(location.getLineNr(), location.getColumnNr());
  }

  InvalidValueException error(Position at, String problem) {
    return InvalidValueException.because(at + ": " + problem);
  }

  /** A value as messages show it: in one line of bounded length. */
  static String shown(Object value) {
    String line = String.valueOf(value).replaceAll("\\s+", " ");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }

  private Position positionOf(int index) {
    String before = content.substring(0, Math.max(index, 0));
    int line = (int) before.chars().filter(next -> next == '\n').count() + 1;
    return position(line, before.length() - before.lastIndexOf('\n'));
  }
}
