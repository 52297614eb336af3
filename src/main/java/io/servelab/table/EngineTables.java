package io.servelab.table;

import io.servelab.study.EngineSetting;
import java.util.List;
import tech.tablesaw.api.Table;

/** How engines are set where they are simulated, as a table. */
public final class EngineTables {

  private static final TableBuilder<EngineSetting> SETTINGS =
      TableBuilder.<EngineSetting>named("engine settings")
          .text("engine", EngineSetting::engine)
          .text("key", setting -> setting.key().name())
          .text("value", EngineSetting::value)
          .text("unit", setting -> setting.key().unit())
          .text("source", EngineSetting::source)
          .text("meaning", setting -> setting.key().meaning());

  private EngineTables() {}

  /** Every setting with its value and where that comes from. */
  public static Table settings(List<EngineSetting> settings) {
    return SETTINGS.build(settings);
  }
}
