package io.servelab.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a library tells the kernel: a text file in its jar, one item a line, {@code #} comments. */
final class LibraryResource {

  private LibraryResource() {}

  /** The items of a file. */
  static List<String> lines(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    // A cached jar connection would keep seeing the old jar after it is rebuilt.
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
