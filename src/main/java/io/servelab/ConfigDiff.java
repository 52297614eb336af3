package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.LayerDiffPlot;
import io.servelab.plot.PlotFigure;
import io.servelab.study.ConfigValue;
import io.servelab.study.Difference;
import io.servelab.study.LayerView;
import io.servelab.study.StudyConfig;
import io.servelab.table.ConfigTables;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/** What differs between two configurations, and which layers decide it. */
public final class ConfigDiff implements Displayable {

  private final Side left;
  private final Side right;

  ConfigDiff(Side left, Side right) {
    this.left = left;
    this.right = right;
  }

  /** One of the configurations, with what it is called. */
  record Side(String name, StudyConfig config) {}

  /** Every setting whose value differs, with the layer that decides on each side. */
  public Table table() {
    return ConfigTables.differences(differences(), left.name, right.name);
  }

  /** Every setting whose value differs, each value at the layer that decides. */
  public PlotFigure plot() {
    List<String> layers = right.config.layers().stream().map(LayerView::name).toList();
    LayerDiffPlot plot = LayerDiffPlot.of("What differs, and which layer decides", layers);
    plot.names(left.name, right.name);
    for (Difference difference : differences()) {
      plot.setting(difference.key());
      difference.here().ifPresent(value -> plot.left(value.layer(), text(value)));
      difference.there().ifPresent(value -> plot.right(value.layer(), text(value)));
    }
    return plot.figure();
  }

  private List<Difference> differences() {
    return left.config.diff(right.config);
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.CONFIG_DIFF;
  }

  private static String text(ConfigValue value) {
    return value.value().toString();
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).mimeBundle();
  }

  @Override
  public String toString() {
    return differences().size() + " settings differ";
  }
}
