package io.servelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflinePlotsTest {

  @AfterEach
  void forgetTheKernel() {
    System.clearProperty("servelab.kernelspec");
  }

  @Test
  void theKernelsFileIsEmbeddedWithWhatItCanDraw(@TempDir Path kernel) throws IOException {
    assumeTrue(isNotInTheJar());
    Files.writeString(kernel.resolve("plotly-basic.min.js"), "window.Plotly = {};");
    System.setProperty("servelab.kernelspec", kernel.toString());
    assertEquals(
        "<script>window.Plotly = {};\n"
            + "window.__servelab={level:0,last:Promise.resolve()};</script>",
        OfflinePlots.embed().mimeBundle().html());
  }
}
