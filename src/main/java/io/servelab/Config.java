package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.perf.Databases;
import io.servelab.study.EngineSettings;
import io.servelab.study.Explanation;
import io.servelab.study.StudyConfig;
import io.servelab.table.ConfigTables;
import io.servelab.table.EngineTables;
import io.servelab.table.TableView;
import tech.tablesaw.api.Table;

/** The configuration of a study: every value, and the layer that set it. */
public final class Config implements Displayable {

  private final StudyConfig config;
  private final Databases databases;

  Config(StudyConfig config, Databases databases) {
    this.config = config;
    this.databases = databases;
  }

  /**
   * Why a key has its value: the layer that set it and the layers that it overrode, or the preset
   * of the engine.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such key
   */
  public Explanation why(String key) {
    return EngineSettings.why(key, config, databases);
  }

  /**
   * How engines are set where they are simulated, presets and overrides, each with its source. Keys
   * of the section {@code engine} change it.
   */
  public TableView engine() {
    return TableView.of(EngineTables.settings(EngineSettings.of(config, databases)))
        .rows(60)
        .caption("how engines are set in simulations");
  }

  /** Every value that is set. */
  public Table table() {
    return ConfigTables.values(config);
  }

  /** The layers in the order in which they apply. */
  public TableView layers() {
    return TableView.of(ConfigTables.layers(config));
  }

  /** What differs from another configuration. */
  public ConfigDiff diff(Config other) {
    return new ConfigDiff(
        new ConfigDiff.Side("here", config), new ConfigDiff.Side("there", other.config));
  }

  /** The pure configuration, for edits by layer. */
  public StudyConfig edit() {
    return config;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.CONFIG;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(60).mimeBundle();
  }

  @Override
  public String toString() {
    return config.values().size() + " values in " + config.layers().size() + " layers";
  }
}
