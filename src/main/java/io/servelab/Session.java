package io.servelab;

import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opened tables and read models, shared by everything that comes from one entry point.
 *
 * @param databases performance databases, each opened once
 * @param models models, each read once
 */
record Session(Databases databases, Models models) {

  private static @Nullable Session standard;

  /** The session on the data folder that is found without being told. */
  static synchronized Session standard() {
    // Kept only once it opened: whoever corrects the folder tries again in the same program.
    if (standard == null) {
      standard = open(Optional.empty());
    }
    return standard;
  }

  static Session open(Optional<Path> dataFolder) {
    return new Session(new Databases(DataHome.locate(dataFolder)), new Models());
  }
}
