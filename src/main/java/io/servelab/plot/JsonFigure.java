package io.servelab.plot;

import io.servelab.notebook.Escape;
import tech.tablesaw.plotly.components.Figure;

/** A figure that Tablesaw can put on its pages although jsplot cannot say all that is in it. */
final class JsonFigure extends Figure {

  private final PlotJson json;

  JsonFigure(PlotJson json) {
    super();
    this.json = json;
  }

  @Override
  public String asJavascript(String divName) {
    return "<script>(function(f){Plotly.newPlot('%s',f.data,f.layout,f.config);})(%s);</script>"
        .formatted(divName, Escape.script(json.text()));
  }

  /** The JSON, so that reading this figure back loses nothing. */
  PlotJson json() {
    return json.copy();
  }
}
