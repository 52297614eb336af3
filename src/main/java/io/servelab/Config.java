package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.study.Explanation;
import io.servelab.study.StudyConfig;
import io.servelab.table.ConfigTables;
import io.servelab.table.TableView;
import tech.tablesaw.api.Table;

/** The configuration of a study: every value, and the layer that set it. */
public final class Config implements Displayable {

  private final StudyConfig config;

  Config(StudyConfig config) {
    this.config = config;
  }

  /**
   * Why a key has its value: the layer that set it and the layers that it overrode.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such key
   */
  public Explanation why(String key) {
    return config.why(key);
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
