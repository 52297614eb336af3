package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.study.ConfigValue;
import io.servelab.study.Explanation;
import io.servelab.study.LayerView;
import io.servelab.study.StudyConfig;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/** The configuration of a study: every value, and the layer that set it. */
public final class Config implements Displayable {

  private static final TableBuilder<ConfigValue> VALUES =
      TableBuilder.<ConfigValue>named("configuration")
          .text("key", ConfigValue::key)
          .text("value", ConfigValue::value)
          .text("layer", ConfigValue::layer);

  private static final TableBuilder<LayerView> LAYERS =
      TableBuilder.<LayerView>named("configuration layers")
          .text("layer", LayerView::name)
          .text("stage", LayerView::stage)
          .flag("applied", LayerView::applied)
          .text("reason", LayerView::reason)
          .text("keys", view -> String.join(", ", view.keys()));

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
    List<ConfigValue> values = config.values().keySet().stream().map(config::get).toList();
    return VALUES.build(values);
  }

  /** The layers in the order in which they apply. */
  public TableView layers() {
    return TableView.of(LAYERS.build(config.layers()));
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
