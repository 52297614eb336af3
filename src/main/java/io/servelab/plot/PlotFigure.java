package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.paint.FigurePainter;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Palette;
import io.servelab.plot.scene.PngWriter;
import io.servelab.plot.scene.Scene;
import io.servelab.plot.scene.SvgWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as Plotly JSON: traces under {@code data}, everything else under {@code layout}.
 *
 * <p>Immutable; each change gives a new figure. A notebook shows the interactive chart, or the
 * static image where scripts do not run. What the kinds of figures in this package do not offer can
 * be changed in the JSON:
 *
 * <pre>{@code
 * figure.edit(f -> f.withObject("/layout/yaxis").put("type", "log")).write(Path.of("front.svg"));
 * }</pre>
 */
public final class PlotFigure implements Displayable {

  private static final double PNG_SCALE = 2;

  private final PlotJson json;

  private PlotFigure(PlotJson json) {
    this.json = json;
  }

  static PlotFigure of(PlotJson json) {
    return new PlotFigure(json.copy());
  }

  /**
   * A Tablesaw figure, repaired for current versions of plotly.js and in our colours where it has
   * none of its own.
   *
   * @throws InvalidValueException if the figure's words break the script that jsplot writes
   */
  public static PlotFigure of(Figure figure) {
    PlotJson json = JsplotReader.read(figure);
    if (!json.layout().has("colorway")) {
      ArrayNode colours = json.layout().putArray("colorway");
      Palette.colours().forEach(colours::add);
    }
    return new PlotFigure(json);
  }

  /**
   * A figure written as Plotly JSON.
   *
   * @param json an object with the members {@code data}, {@code layout} and, optionally, {@code
   *     config}
   * @throws InvalidValueException if the text is no JSON object
   */
  public static PlotFigure ofJson(String json) {
    return new PlotFigure(PlotJson.of(PlotJson.parse(json)));
  }

  /** The title without its markup; may be empty. */
  public String title() {
    return PlotlyText.plain(json.layout().path("title").path("text").asText());
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

  /**
   * Merges JSON into the figure: members of objects one by one, anything else as a whole, null
   * removes.
   *
   * @param patch such as <code>{"layout": {"yaxis": {"type": "log"}}}</code>
   */
  public PlotFigure merge(String patch) {
    ObjectNode changes = PlotJson.parse(patch);
    return edit(tree -> PlotJson.merge(tree, changes));
  }

  /** The same figure in another size, in pixels. */
  public PlotFigure size(int width, int height) {
    return edit(tree -> tree.withObject("/layout").put("width", width).put("height", height));
  }

  /** The static image as SVG; it follows the light or dark scheme of the page around it. */
  public String svg() {
    return SvgWriter.write(scene());
  }

  /**
   * The static image as PNG.
   *
   * @param scale image pixels for each pixel of the figure, such as 2 for sharp screens
   */
  public byte[] png(double scale) {
    if (!(scale > 0 && scale <= 20)) {
      throw InvalidValueException.of("scale", scale, "must be between 0 and 20.");
    }
    return PngWriter.write(scene(), scale);
  }

  /** A web page with the figure that works without a network, if plotly.js was shipped with us. */
  public String html() {
    return html(PlotlyJs.EMBEDDED);
  }

  /** A web page with the figure. */
  public String html(PlotlyJs source) {
    return new FigureHtml(json).page(source);
  }

  /**
   * Writes the figure to a file in the format of its extension, replacing the file.
   *
   * @param file ends with {@code .svg}, {@code .png}, {@code .html} or {@code .json}
   * @return this figure
   */
  public PlotFigure write(Path file) {
    try {
      Files.write(file, content(file));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write the figure to " + file, failure);
    }
    return this;
  }

  /** The same figure for Tablesaw's pages and its {@code Plot.show}. */
  public Figure jsplot() {
    return new JsonFigure(json.copy());
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.ofText(FigureText.of(json))
        .with(MimeBundle.PLOTLY, json.plain())
        .withHtml(new FigureHtml(json).part());
  }

  @Override
  public String toString() {
    return "PlotFigure '%s' with %d traces"
        .formatted(title().replace('\n', ' '), json.data().size());
  }

  private Scene scene() {
    return FigurePainter.paint(json.data(), json.layout());
  }

  private byte[] content(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "svg" -> svg().getBytes(StandardCharsets.UTF_8);
      case "png" -> png(PNG_SCALE);
      case "html" -> html().getBytes(StandardCharsets.UTF_8);
      case "json" -> json().getBytes(StandardCharsets.UTF_8);
      default ->
          throw InvalidValueException.of("file", file, "must end with .svg, .png, .html or .json.");
    };
  }
}
