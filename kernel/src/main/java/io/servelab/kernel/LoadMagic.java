package io.servelab.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * {@code %load file}: runs a JShell script, a Java source file or the code cells of a notebook as
 * if they stood in the cell.
 */
final class LoadMagic implements LineMagic<Object, NotebookKernel> {

  @Override
  public Object eval(NotebookKernel kernel, List<String> arguments) {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException(
          "%load needs one file, for example %load set-up.jsh; got " + arguments.size());
    }
    return load(kernel.session(), Path.of(arguments.get(0)));
  }

  /** Runs the file and returns the value of its last expression, null if it ends otherwise. */
  static Object load(JavaSession session, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file to load at " + file.toAbsolutePath());
    }
    String name = file.getFileName().toString();
    String text = read(file);
    if (!name.endsWith(".ipynb")) {
      return session.evaluate(new CellSource(name, text));
    }
    Object value = null;
    int number = 0;
    for (String cell : codeCells(text)) {
      value = session.evaluate(new CellSource(name + " code cell " + ++number, cell));
    }
    return value;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.toAbsolutePath(), e);
    }
  }

  private static List<String> codeCells(String notebook) {
    List<String> cells = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells")) {
      JsonObject cell = element.getAsJsonObject();
      if (cell.get("cell_type").getAsString().equals("code")) {
        cells.add(sourceText(cell.get("source")));
      }
    }
    return cells;
  }

  private static String sourceText(JsonElement source) {
    if (!(source instanceof JsonArray lines)) {
      return source.getAsString();
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
