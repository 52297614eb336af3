package io.servelab.notebook.jjava;

import io.servelab.notebook.DisplayAdapter;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.Displays;
import io.servelab.notebook.ErrorBox;
import io.servelab.notebook.MimeBundle;
import io.servelab.notebook.Notebook;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Teaches a kernel to show our values and those of Tablesaw; found and installed by the kernel at
 * its start.
 */
public final class ServeLabExtension implements Extension {

  private static final String HTML = "text/html";
  private static final String EVERY_TYPE = "*";

  /**
   * Registers what we can show. Never throws: an exception here would end the kernel before its
   * first cell, so that a person would see only that it died.
   */
  @Override
  public void install(BaseKernel kernel) {
    try {
      register(kernel.getRenderer());
      Notebook.attach(new KernelScreen(kernel));
    } catch (Exception | LinkageError failure) {
      System.err.println("ServeLab's displays are not available in this kernel: " + failure);
    }
  }

  @Override
  public void uninstall(BaseKernel kernel) {
    Notebook.detach();
  }

  /** Registers what we can show with a renderer. */
  static void register(Renderer renderer) {
    renderer
        .createRegistration(Displayable.class)
        .preferring(HTML)
        .supporting(EVERY_TYPE)
        .register((value, context) -> put(value, context));
    for (DisplayAdapter<?> adapter : Displays.adapters()) {
      register(renderer, adapter);
    }
  }

  private static <T> void register(Renderer renderer, DisplayAdapter<T> adapter) {
    renderer
        .createRegistration(adapter.type())
        .preferring(HTML)
        .supporting(EVERY_TYPE)
        .register((value, context) -> put(adapter.display(value), context));
  }

  private static void put(Displayable value, RenderContext context) {
    bundle(value).forEach((type, content) -> context.getOutputContainer().putData(type, content));
  }

  /**
   * A value that fails to show itself is still a value: the cell goes on with a box that says so.
   */
  private static MimeBundle bundle(Displayable value) {
    try {
      return value.mimeBundle();
    } catch (RuntimeException failure) {
      return ErrorBox.of(failure).mimeBundle();
    }
  }
}
