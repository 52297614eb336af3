package io.servelab.error;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Says why a file could not be read or written; the messages of the JDK often only name it. */
public final class FileTrouble {

  private FileTrouble() {}

  /**
   * The reason why a file cannot be read.
   *
   * @param file the file that was asked for
   * @param failure what the JDK raised
   */
  public static String reading(Path file, IOException failure) {
    if (Files.isDirectory(file)) {
      return "it is a folder.";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file.";
    }
    if (failure instanceof ZipException) {
      return "its name ends in .gz, but it is not compressed that way.";
    }
    if (failure instanceof EOFException) {
      return "it is cut off.";
    }
    return reason(failure);
  }

  /**
   * The reason why a file or folder cannot be written.
   *
   * @param target what was to be written
   * @param failure what the JDK raised
   */
  public static String writing(Path target, IOException failure) {
    Path folder = target.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return failure instanceof NoSuchFileException
          ? "nothing can be made in " + folder + "."
          : reason(failure);
    }
    return Files.exists(folder)
        ? folder + " is not a folder."
        : "there is no folder " + folder + ".\nMake it first, or give another place.";
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access is denied.";
    }
    if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way.";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder of that name is in the way.";
    }
    String message = String.valueOf(failure.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
