package io.servelab.study;

import io.servelab.error.InvalidValueException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file with the price of a GPU hour by system, and their currency. */
public final class PriceFile {

  private PriceFile() {}

  /**
   * Reads the prices as settings of a study.
   *
   * @throws InvalidValueException if the file is missing or malformed, or a price is no number; the
   *     message names line and column
   */
  public static Map<String, Object> read(Path file) {
    Map<String, Object> settings = new LinkedHashMap<>();
    YamlReader.read(YamlText.read(file))
        .entries()
        .forEach(
            (name, entry) -> {
              Object value = entry.value().plain();
              boolean currency = name.equals("currency") && value instanceof String;
              if (!currency && !(value instanceof Number)) {
                throw InvalidValueException.because(
                    entry.at()
                        + ": expected a system and its price, such as 'h200_sxm: 3.2', or a"
                        + " currency.");
              }
              settings.put("prices." + name, value);
            });
    return settings;
  }
}
