package io.servelab.plot.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class SceneWritersTest {

  private static final Colour BLUE = new Colour(0x0072b2, 1);
  private static final Lettering PLAIN = new Lettering(12, false, new Colour(0x24292f, 1));

  private static final Scene SCENE =
      new Scene(
          100,
          50,
          "A <drawing> & more",
          List.of(
              new Mark.Box(new Area(0, 0, 100, 50), new Colour(0xffffff, 1), Pen.NONE),
              new Mark.Clipped(
                  new Area(10, 10, 80, 30),
                  List.of(
                      new Mark.Disc(new Vertex(50, 25), 10, BLUE, Pen.NONE),
                      new Mark.Disc(new Vertex(10, 25), 5, BLUE, Pen.NONE))),
              new Mark.Path(
                  List.of(new Vertex(0, 49.5), new Vertex(100, 49.5)),
                  false,
                  Colour.NONE,
                  new Pen(BLUE, 1, List.of(3.0, 3.0))),
              new Mark.Words("a < b", new Vertex(50, 25), PLAIN, Anchor.MIDDLE, -90)));

  @Test
  void svgIsWellFormedAndSaysWhatItShows() throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(SvgWriter.write(SCENE))));
    assertEquals(
        "A <drawing> & more", document.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(2, document.getElementsByTagName("circle").getLength());
  }

  @Test
  void marksOfTheSameStyleShareAGroup() {
    assertTrue(
        SvgWriter.write(SCENE)
            .contains(
                "class=\"fbl\"><circle cx=\"50\" cy=\"25\" r=\"10\"/>"
                    + "<circle cx=\"10\" cy=\"25\" r=\"5\"/></g>"));
  }

  @Test
  void theStyleSheetExchangesColoursOnlyOnDarkPages() {
    String svg = SvgWriter.write(SCENE);
    assertTrue(svg.contains("<style>@media (prefers-color-scheme:dark){.fpa{fill:#16191d}"));
    assertTrue(svg.contains("<g fill=\"#ffffff\" class=\"fpa\">"));
  }

  @Test
  void theRasterShowsTheSameDrawing() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngWriter.write(SCENE, 2)));
    assertNotNull(image);
    assertEquals(200, image.getWidth());
    assertEquals(0xff0072b2, image.getRGB(86, 50));
    assertEquals(0xffffffff, image.getRGB(16, 50), "clipped away");
  }

  @Test
  void textIsMeasuredWithoutFontsOfTheMachine() {
    assertEquals(12 * (0.278 + 0.556), PLAIN.width(" 0"), 1e-9);
    assertTrue(new Lettering(12, true, BLUE).width("bold") > PLAIN.width("bold"));
    assertEquals(List.of("one", "two"), PLAIN.wrapped("one two", 30));
  }
}
