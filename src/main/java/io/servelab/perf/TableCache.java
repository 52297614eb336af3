package io.servelab.perf;

import io.servelab.perf.PerfTable.NumberColumn;
import io.servelab.perf.PerfTable.TextColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binary copies of tables, made when a table is first read, so that later starts need not parse it.
 *
 * <p>The CSV stays the source: a copy counts only while size and time of the CSV are those it was
 * made from. The folder may be deleted at any time; where it cannot be written, nothing is copied.
 */
final class TableCache {

  private static final int MAGIC = 0x534c5431;
  private static final String FOLDER_VARIABLE = "SERVELAB_CACHE";

  private final Path folder;

  private TableCache(Path folder) {
    this.folder = folder;
  }

  /** The cache in {@code SERVELAB_CACHE}, else in the user's cache folder. */
  static TableCache standard() {
    String chosen = System.getenv(FOLDER_VARIABLE);
    return new TableCache(
        chosen == null || chosen.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "servelab", "tables")
            : Path.of(chosen));
  }

  /** The cache in a folder. */
  static TableCache in(Path folder) {
    return new TableCache(folder);
  }

  /**
   * Reads a table, from its copy if that is current.
   *
   * @param sha256 digest under which the catalog knows the table
   */
  PerfTable read(String name, Path csv, String sha256) {
    Path copy = folder.resolve(sha256 + ".table");
    Optional<PerfTable> known = readCopy(name, csv, copy);
    if (known.isPresent()) {
      return known.get();
    }
    PerfTable table = TableReader.read(name, csv, Set.of());
    writeCopy(table, csv, copy);
    return table;
  }

  private static Optional<PerfTable> readCopy(String name, Path csv, Path copy) {
    if (!Files.isRegularFile(copy)) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(copy));
      boolean current =
          bytes.getInt() == MAGIC
              && bytes.getLong() == Files.size(csv)
              && bytes.getLong() == Files.getLastModifiedTime(csv).toMillis();
      return current ? Optional.of(table(name, bytes)) : Optional.empty();
    } catch (IOException | RuntimeException unusable) {
      // A damaged copy is no reason to fail: the CSV is still there.
      return Optional.empty();
    }
  }

  private static PerfTable table(String name, ByteBuffer bytes) {
    int rows = bytes.getInt();
    int count = bytes.getInt();
    List<String> columns = new ArrayList<>();
    Map<String, NumberColumn> numbers = new LinkedHashMap<>();
    Map<String, TextColumn> texts = new LinkedHashMap<>();
    for (int column = 0; column < count; column++) {
      String title = text(bytes);
      columns.add(title);
      if (bytes.get() == 0) {
        double[] values = new double[rows];
        bytes.asDoubleBuffer().get(values);
        bytes.position(bytes.position() + rows * Double.BYTES);
        numbers.put(title, new NumberColumn(values));
      } else {
        String[] words = new String[bytes.getInt()];
        for (int word = 0; word < words.length; word++) {
          words[word] = text(bytes);
        }
        int[] codes = new int[rows];
        bytes.asIntBuffer().get(codes);
        bytes.position(bytes.position() + rows * Integer.BYTES);
        texts.put(title, new TextColumn(codes, words));
      }
    }
    return new PerfTable(name, rows, columns, numbers, texts);
  }

  private static String text(ByteBuffer bytes) {
    byte[] encoded = new byte[bytes.getInt()];
    bytes.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }

  private void writeCopy(PerfTable table, Path csv, Path copy) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "table", ".tmp");
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          for (ByteBuffer part : parts(table, csv)) {
            while (part.hasRemaining()) {
              channel.write(part);
            }
          }
        }
        Files.move(temporary, copy, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | SecurityException unwritable) {
      // Without a copy the next start parses the CSV again; nothing else is lost.
      return;
    }
  }

  private static List<ByteBuffer> parts(PerfTable table, Path csv) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(
        ByteBuffer.allocate(28)
            .putInt(MAGIC)
            .putLong(Files.size(csv))
            .putLong(Files.getLastModifiedTime(csv).toMillis())
            .putInt(table.rows())
            .putInt(table.columns().size())
            .flip());
    for (String column : table.columns()) {
      parts.add(encoded(column));
      if (table.isNumber(column)) {
        parts.add(numbers(table.rows(), table.number(column)));
      } else {
        parts.addAll(texts(table.rows(), table.text(column)));
      }
    }
    return parts;
  }

  private static ByteBuffer numbers(int rows, NumberColumn column) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + rows * Double.BYTES).put((byte) 0);
    for (int row = 0; row < rows; row++) {
      bytes.putDouble(column.at(row));
    }
    return bytes.flip();
  }

  private static List<ByteBuffer> texts(int rows, TextColumn column) {
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(ByteBuffer.allocate(5).put((byte) 1).putInt(column.words().size()).flip());
    column.words().forEach(word -> parts.add(encoded(word)));
    ByteBuffer codes = ByteBuffer.allocate(rows * Integer.BYTES);
    for (int row = 0; row < rows; row++) {
      codes.putInt(column.code(row));
    }
    parts.add(codes.flip());
    return parts;
  }

  private static ByteBuffer encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).flip();
  }
}
