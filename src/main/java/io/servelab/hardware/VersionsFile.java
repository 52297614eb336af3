package io.servelab.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The versions of all systems, parsed again only when the file changed or another is asked for. */
final class VersionsFile {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final AtomicReference<@Nullable VersionsFile> LAST = new AtomicReference<>();

  private final Path file;
  private final FileTime changed;
  private final JsonNode content;

  private VersionsFile(Path file, FileTime changed, JsonNode content) {
    this.file = file;
    this.changed = changed;
    this.content = content;
  }

  static JsonNode read(Path file) throws IOException {
    FileTime changed = Files.getLastModifiedTime(file);
    VersionsFile last = LAST.get();
    if (last == null || !last.file.equals(file) || !last.changed.equals(changed)) {
      last = new VersionsFile(file, changed, YAML.readTree(file.toFile()));
      LAST.set(last);
    }
    return last.content;
  }
}
