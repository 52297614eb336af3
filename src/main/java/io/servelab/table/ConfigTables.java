package io.servelab.table;

import io.servelab.study.ConfigValue;
import io.servelab.study.Difference;
import io.servelab.study.LayerView;
import io.servelab.study.StudyConfig;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** The configuration of a study as tables. */
public final class ConfigTables {

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

  private ConfigTables() {}

  /** Every value that is set, with the layer that set it. */
  public static Table values(StudyConfig config) {
    List<ConfigValue> values = config.values().keySet().stream().map(config::get).toList();
    return VALUES.build(values);
  }

  /** The layers in the order in which they apply. */
  public static Table layers(StudyConfig config) {
    return LAYERS.build(config.layers());
  }

  /**
   * What differs between two configurations, with the layer that decides on each side.
   *
   * @param names what the two are called
   */
  public static Table differences(List<Difference> differences, String... names) {
    return TableBuilder.<Difference>named("differences")
        .text("key", Difference::key)
        .text(names[0], difference -> said(difference.here()))
        .text(names[1], difference -> said(difference.there()))
        .build(differences);
  }

  private static String said(Optional<ConfigValue> value) {
    return value.map(said -> said.value() + " (" + said.layer() + ")").orElse("");
  }
}
