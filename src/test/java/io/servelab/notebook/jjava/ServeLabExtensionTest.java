package io.servelab.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import java.util.Map;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class ServeLabExtensionTest {

  private final Renderer renderer = new Renderer();

  @BeforeEach
  void register() {
    ServeLabExtension.register(renderer);
  }

  @Test
  void kernelsFindTheExtensionAsAService() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(provider -> provider.type() == ServeLabExtension.class));
  }

  @Test
  void everyFormOfADisplayableArrives() {
    Displayable value = () -> MimeBundle.ofText("t").withHtml("<b>h</b>").withMarkdown("m");
    DisplayData data = renderer.render(value);
    assertEquals("t", data.getData(MIMEType.TEXT_PLAIN));
    assertEquals("<b>h</b>", data.getData(MIMEType.TEXT_HTML));
    assertEquals("m", data.getData(MIMEType.TEXT_MARKDOWN));
  }

  @Test
  void aBareTableAndABareColumnAreShownAsHtml() {
    DoubleColumn column = DoubleColumn.create("ttft_ms", 1.5, 2.5);
    for (Object value : new Object[] {Table.create("t", column), column}) {
      String html = String.valueOf(renderer.render(value).getData(MIMEType.TEXT_HTML));
      assertTrue(html.contains("class=\"dataframe\"") && html.contains("2.500"), html);
    }
  }

  @Test
  void aBareTablesawFigureArrivesAsPlotlyJsonAndNotAsAString() {
    ScatterTrace trace = ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build();
    DisplayData data = renderer.render(new Figure(Layout.builder("T").build(), trace));
    MIMEType plotly = MIMEType.parse(MimeBundle.PLOTLY);
    assertTrue(assertInstanceOf(Map.class, data.getData(plotly)).containsKey("layout"));
  }

  @Test
  void arraysAreLeftToTheKernel() {
    assertFalse(renderer.render(new int[] {1}).hasDataForType(MIMEType.TEXT_HTML));
  }

  @Test
  void aValueThatFailsToShowItselfBecomesABox() {
    Displayable broken =
        () -> {
          throw new IllegalStateException("no data");
        };
    DisplayData data = renderer.render(broken);
    assertEquals("IllegalStateException: no data", data.getData(MIMEType.TEXT_PLAIN));
  }
}
