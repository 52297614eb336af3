package io.servelab.plot.paint;

import io.servelab.plot.scene.Area;
import io.servelab.plot.scene.Mark;
import java.util.List;
import java.util.function.Consumer;

/** Draws one trace. */
interface TracePainter {

  /** Includes everything that the trace draws in the extents of the axes. */
  void measure(AxisScale x, AxisScale y, Extent extentX, Extent extentY);

  /** Draws the trace inside the plane. */
  void paint(Plane plane, Consumer<Mark> out);

  /** What stands for the trace in the legend, in a box of the given size; may be empty. */
  List<Mark> legendMarks(Area box);
}
