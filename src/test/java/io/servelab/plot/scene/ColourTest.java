package io.servelab.plot.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColourTest {

  private static final Colour OTHERWISE = new Colour(0x123456, 1);

  @Test
  void coloursAreReadAsCssWritesThem() {
    assertEquals(new Colour(0xff8800, 1), Colour.parse("#F80", OTHERWISE));
    assertEquals(new Colour(0x0072b2, 1), Colour.parse(" #0072b2 ", OTHERWISE));
    assertEquals(new Colour(0x009e73, 0.1), Colour.parse("rgba(0,158,115,0.10)", OTHERWISE));
    assertEquals(new Colour(0xffffff, 1), Colour.parse("White", OTHERWISE));
    assertEquals(Colour.NONE, Colour.parse("transparent", OTHERWISE));
  }

  @Test
  void anythingElseGivesTheOtherColour() {
    assertEquals(OTHERWISE, Colour.parse("url(#x)", OTHERWISE));
    assertEquals(OTHERWISE, Colour.parse("", OTHERWISE));
  }

  @Test
  void cssReadsBackToTheSameColour() {
    Colour colour = new Colour(0x0072b2, 0.18);
    assertEquals(colour, Colour.parse(colour.css(), OTHERWISE));
  }

  @Test
  void aMixtureLiesBetween() {
    assertEquals(new Colour(0x808080, 1), new Colour(0, 1).mixed(new Colour(0xffffff, 1), 0.5));
  }

  @Test
  void blackTextReadsBetterOnYellowThanOnBlue() {
    assertTrue(new Colour(0xfde725, 1).isLight());
    assertFalse(new Colour(0x0072b2, 1).isLight());
  }
}
