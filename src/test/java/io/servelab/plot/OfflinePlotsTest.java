package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OfflinePlotsTest {

  @Test
  void aNotebookCarriesTheLibraryThatAlsoDrawsHeatmaps() {
    String html = OfflinePlots.embed().mimeBundle().html();
    assertTrue(html.contains("plotly.js (cartesian - minified) v4.1.1"));
    assertTrue(html.contains("level:1"));
  }

  @Test
  void theLibraryCannotEndItsOwnScriptEarly() {
    String html = OfflinePlots.embed().mimeBundle().html();
    String script = html.substring(html.indexOf('>') + 1, html.lastIndexOf("</script>"));
    assertFalse(script.contains("</script"));
  }
}
