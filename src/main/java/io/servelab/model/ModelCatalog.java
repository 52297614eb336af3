package io.servelab.model;

import io.servelab.error.UnknownNameException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The models whose configurations are bundled, by Hugging Face id. */
public final class ModelCatalog {

  private static final String DIRECTORY = "configs/";

  private static final List<String> NAMES = readNames();

  private ModelCatalog() {}

  /** Every bundled model, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The bundled model with this id.
   *
   * <p>Reads one small file on every call.
   *
   * @param id Hugging Face id, such as {@code Qwen/Qwen3-32B}, or its last part where only one
   *     bundled model has it
   * @throws UnknownNameException if no bundled model is called so
   */
  public static ModelConfig find(String id) {
    return read(fullName(id));
  }

  /** Whether {@link #find} knows this id. */
  public static boolean contains(String id) {
    return NAMES.stream().anyMatch(name -> name.equals(id) || lastPart(name).equals(id));
  }

  private static String fullName(String id) {
    if (NAMES.contains(id)) {
      return id;
    }
    List<String> matches = NAMES.stream().filter(name -> lastPart(name).equals(id)).toList();
    if (matches.size() != 1) {
      throw UnknownNameException.of("model", id, NAMES);
    }
    return matches.get(0);
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static ModelConfig read(String name) {
    try (InputStream input = open(name.replace("/", "--") + ".json")) {
      return HuggingFaceConfig.read(name, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> readNames() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(ModelCatalog.class.getResourceAsStream(DIRECTORY + file), file);
  }
}
