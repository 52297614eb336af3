package io.servelab.plot.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Mark;
import io.servelab.plot.scene.Scene;
import io.servelab.plot.scene.Vertex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FigurePainterTest {

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private static final String SQUARE =
      "width:300,height:200,showlegend:false,margin:{l:100,r:100,t:50,b:50},"
          + "xaxis:{range:[0,10]},yaxis:{range:[0,10]}";

  @Test
  void aPointStandsWhereItsDataSay() {
    Scene scene = paint("{x:[0,10,5],y:[0,10,5],mode:'markers',marker:{size:8}}", SQUARE);
    List<Vertex> centres = inside(scene, Mark.Disc.class).map(Mark.Disc::centre).toList();
    assertEquals(List.of(new Vertex(100, 150), new Vertex(200, 50), new Vertex(150, 100)), centres);
  }

  @Test
  void aSteppedLineHasCornersAndAGapWhereAValueIsMissing() {
    Scene scene =
        paint("{x:[0,5,7,8,10],y:[10,5,null,2,0],mode:'lines',line:{shape:'vh'}}", SQUARE);
    List<Mark.Path> paths = inside(scene, Mark.Path.class).toList();
    assertEquals(2, paths.size());
    assertEquals(
        List.of(new Vertex(100, 50), new Vertex(100, 100), new Vertex(150, 100)),
        paths.get(0).points());
  }

  @Test
  void barsOfAStackStandOnEachOther() {
    Scene scene =
        paint(
            "{type:'bar',x:['a'],y:[2]},{type:'bar',x:['a'],y:[3]}",
            SQUARE.replace("xaxis:{range:[0,10]},", "") + ",barmode:'stack'");
    List<Mark.Box> bars = inside(scene, Mark.Box.class).toList();
    assertEquals(150, bars.get(0).area().bottom());
    assertEquals(130, bars.get(0).area().top(), 1e-9);
    assertEquals(130, bars.get(1).area().bottom(), 1e-9);
    assertEquals(100, bars.get(1).area().top(), 1e-9);
  }

  @Test
  void shapesTakeNumbersOnALogarithmicAxisAndLabelsTakeExponents() {
    String layout =
        SQUARE.replace("xaxis:{range:[0,10]}", "xaxis:{type:'log',range:[0,2]}")
            + ",shapes:[{type:'line',x0:10,x1:10,y0:0,y1:10}]"
            + ",annotations:[{text:'ten',x:1,y:5,showarrow:false}]";
    Scene scene = paint("{x:[1,100],y:[1,1],mode:'none'}", layout);
    assertEquals(150, inside(scene, Mark.Path.class).findFirst().orElseThrow().points().get(0).x());
    assertTrue(words(scene).anyMatch(label -> label.text().equals("ten") && label.at().x() == 150));
  }

  @Test
  void cellsWithoutAValueStayEmptyAndTheKeyShowsTheRange() {
    Scene scene =
        paint(
            "{type:'heatmap',x:['a','b'],y:['c'],z:[[1,null]]},{x:['a'],y:['c'],mode:'none'}",
            "width:300,height:200");
    assertEquals(1, inside(scene, Mark.Box.class).count());
  }

  @Test
  void theLegendNamesTracesUnlessThereIsOnlyOne() {
    assertEquals(
        0,
        words(paint("{x:[1],y:[1],name:'one'}", "width:300"))
            .filter(w -> w.text().equals("one"))
            .count());
    Scene two = paint("{x:[1],y:[1],name:'one'},{x:[1],y:[1],name:'two &lt;b&gt;'}", "width:300");
    assertEquals(1, words(two).filter(w -> w.text().equals("two <b>")).count());
  }

  @Test
  void whatCannotBeDrawnIsNamed() {
    Scene scene = paint("{type:'pie',values:[1,2]}", SQUARE);
    assertTrue(words(scene).anyMatch(w -> w.text().equals("Not in the static image: pie")));
  }

  @Test
  void longNamesOfCategoriesGetTheRoomTheyNeed() {
    Scene scene =
        paint(
            "{type:'bar',orientation:'h',y:['a very long name of an operation'],x:[1]}",
            "width:400,height:200");
    Mark.Words name =
        words(scene).filter(w -> w.text().startsWith("a very")).findFirst().orElseThrow();
    assertTrue(name.at().x() - name.font().width(name.text()) > 0);
  }

  @Test
  void markersTakeColoursFromAScale() {
    Scene scene =
        paint(
            "{x:[1,2],y:[1,2],mode:'markers',marker:{color:[0,1],colorscale:[[0,'#000000'],[1,'#ffffff']]}}",
            SQUARE);
    assertEquals(
        List.of(new Colour(0, 1), new Colour(0xffffff, 1)),
        inside(scene, Mark.Disc.class).map(Mark.Disc::fill).toList());
  }

  private static Scene paint(String traces, String layout) {
    return FigurePainter.paint(json("[" + traces + "]"), json("{" + layout + "}"));
  }

  private static JsonNode json(String text) {
    try {
      return LENIENT.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static <M extends Mark> Stream<M> inside(Scene scene, Class<M> kind) {
    return scene.marks().stream()
        .filter(Mark.Clipped.class::isInstance)
        .flatMap(mark -> ((Mark.Clipped) mark).marks().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  private static Stream<Mark.Words> words(Scene scene) {
    return scene.marks().stream().filter(Mark.Words.class::isInstance).map(Mark.Words.class::cast);
  }
}
