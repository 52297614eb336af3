package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import java.util.function.Consumer;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as Plotly JSON: traces under {@code data}, everything else under {@code layout}.
 *
 * <p>Immutable; each change gives a new figure. A notebook shows the interactive chart, or the
 * static image where scripts do not run.
 */
public final class PlotFigure implements Displayable {

  private final PlotJson json;

  private PlotFigure(PlotJson json) {
    this.json = json;
  }

  static PlotFigure of(PlotJson json) {
    return new PlotFigure(json.copy());
  }

  /** The same figure as a Tablesaw figure. */
  public static PlotFigure of(Figure figure) {
    return new PlotFigure(JsplotReader.read(figure));
  }

  /**
   * The figure written as Plotly JSON.
   *
   * @param json an object with the members {@code data}, {@code layout} and, optionally, {@code
   *     config}
   */
  public static PlotFigure ofJson(String json) {
    return new PlotFigure(PlotJson.of(PlotJson.parse(json)));
  }

  /** The whole figure as Plotly JSON. */
  public String json() {
    return json.text();
  }

  /**
   * Changes the JSON by hand: whatever plotly.js understands.
   *
   * @param change gets the whole figure, with {@code data}, {@code layout} and {@code config}
   */
  public PlotFigure edit(Consumer<ObjectNode> change) {
    ObjectNode tree = json.copy().tree();
    change.accept(tree);
    return new PlotFigure(PlotJson.of(tree));
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.ofText("figure").with(MimeBundle.PLOTLY, json.plain());
  }
}
