package io.servelab.notebook.jjava;

import io.servelab.notebook.MimeBundle;
import io.servelab.notebook.Screen;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows things in the output of the running cell. */
final class KernelScreen implements Screen {

  private static final String DISPLAY_ID = "display_id";

  private final BaseKernel kernel;

  KernelScreen(BaseKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void show(MimeBundle content) {
    kernel.display(data(content));
  }

  @Override
  public void open(String id, MimeBundle content) {
    DisplayData data = data(content);
    // setDisplayId has another return type in 1.0-a8 and would not be found there.
    data.putTransientData(DISPLAY_ID, id);
    kernel.display(data);
  }

  @Override
  public void update(String id, MimeBundle content) {
    kernel.getIO().display.updateDisplay(id, data(content));
  }

  private static DisplayData data(MimeBundle content) {
    DisplayData data = new DisplayData();
    content.forEach(data::putData);
    return data;
  }
}
