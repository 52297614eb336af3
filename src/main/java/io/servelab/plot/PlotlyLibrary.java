package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where plotly.js can be had: in the folder of our kernel, on the public network, in our jar. */
final class PlotlyLibrary {

  /** Set by our kernel: the folder it was started from, which the notebook server serves. */
  private static final String KERNEL_FOLDER = "servelab.kernelspec";

  private final PlotlyBundle needed;

  /** The library for these traces. */
  PlotlyLibrary(JsonNode data) {
    this(PlotlyBundle.of(data));
  }

  /** The library in this build or a larger one. */
  PlotlyLibrary(PlotlyBundle needed) {
    this.needed = needed;
  }

  /** How much the library must be able to draw; more is better. */
  int level() {
    return needed.level();
  }

  /**
   * Addresses to try in order; one without a scheme is relative to the notebook server.
   *
   * <p>The kernel's file is listed only if it is there, because a request in vain shows as an error
   * in the browser.
   */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    kernelFile()
        .ifPresent(
            file -> {
              Path folder = file.toAbsolutePath().getParent();
              addresses.add("kernelspecs/" + folder.getFileName() + "/" + file.getFileName());
            });
    addresses.addAll(needed.addresses());
    return addresses;
  }

  /** The source text of the library, if it was shipped with us or with our kernel. */
  Optional<String> source() {
    try {
      for (PlotlyBundle bundle : sufficient()) {
        try (InputStream in = PlotlyLibrary.class.getResourceAsStream(bundle.file())) {
          if (in != null) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
      Optional<Path> file = kernelFile();
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the plotly.js library", failure);
    }
  }

  private Optional<Path> kernelFile() {
    String folder = System.getProperty(KERNEL_FOLDER, "");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return sufficient().stream()
          .map(bundle -> Path.of(folder, bundle.file()))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException unusable) {
      return Optional.empty();
    }
  }

  private List<PlotlyBundle> sufficient() {
    return Arrays.stream(PlotlyBundle.values())
        .filter(bundle -> bundle.level() >= needed.level())
        .toList();
  }
}
