package io.servelab.plot;

import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import java.util.Optional;

/**
 * Puts the plotly.js library into a notebook once, so that its figures stay interactive in an
 * exported page without a network.
 *
 * <p>Show it in the first cell before the export; it adds a bit more than a megabyte.
 */
public final class OfflinePlots implements Displayable {

  private final PlotlyBundle bundle;
  private final String source;

  private OfflinePlots(PlotlyBundle bundle, String source) {
    this.bundle = bundle;
    this.source = source;
  }

  /**
   * The library that was shipped with us or with our kernel.
   *
   * @throws InvalidValueException if it was shipped with neither
   */
  public static OfflinePlots embed() {
    for (PlotlyBundle bundle : new PlotlyBundle[] {PlotlyBundle.CARTESIAN, PlotlyBundle.BASIC}) {
      Optional<String> source = new PlotlyLibrary(bundle).source();
      if (source.isPresent()) {
        return new OfflinePlots(bundle, source.get());
      }
    }
    throw InvalidValueException.because(
        "plotly.js cannot be embedded.\n"
            + "It was shipped neither with this jar nor with the kernel.\n"
            + "Use ServeLab's own kernel, or leave this out: figures then load it from the"
            + " network.");
  }

  @Override
  public MimeBundle mimeBundle() {
    String state = "window.__servelab={level:" + bundle.level() + ",last:Promise.resolve()};";
    return MimeBundle.ofText("plotly.js is embedded in this notebook.")
        .withHtml("<script>" + source + "\n" + state + "</script>");
  }
}
