package io.servelab.plot;

import io.servelab.error.ServeLabException;
import io.servelab.notebook.DisplayAdapter;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.ErrorBox;
import tech.tablesaw.plotly.components.Figure;

/** Shows a bare Tablesaw figure. */
public final class JsplotAdapter implements DisplayAdapter<Figure> {

  @Override
  public Class<Figure> type() {
    return Figure.class;
  }

  /** A figure that cannot be read is shown as a box that says why; a cell should not fail by it. */
  @Override
  public Displayable display(Figure value) {
    try {
      return PlotFigure.of(value);
    } catch (ServeLabException unreadable) {
      return ErrorBox.of(unreadable);
    }
  }
}
