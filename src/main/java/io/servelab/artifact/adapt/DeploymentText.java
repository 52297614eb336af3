package io.servelab.artifact.adapt;

import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that an adapter is given. */
public final class DeploymentText {

  private DeploymentText() {}

  /**
   * The text of a file.
   *
   * @throws InvalidValueException if it cannot be read
   */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw InvalidValueException.of("deployment", file, "it is no text.");
    } catch (IOException unreadable) {
      throw InvalidValueException.of("deployment", file, FileTrouble.reading(file, unreadable));
    }
  }
}
