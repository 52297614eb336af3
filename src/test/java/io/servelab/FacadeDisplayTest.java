package io.servelab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displays;
import io.servelab.notebook.MimeBundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything that a cell can end with shows itself as HTML and text, and most as Markdown. */
class FacadeDisplayTest {

  private static final Map<String, Object> NOUNS = new LinkedHashMap<>();

  @BeforeAll
  static void ask() {
    Study study = ServeLab.study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 8);
    Result result = study.search();
    NOUNS.put("study", study);
    NOUNS.put("result", result);
    NOUNS.put("deployment", result.best());
    NOUNS.put("explanation", result.best().explain());
    NOUNS.put("memory", result.best().memory());
    NOUNS.put("files", result.best().files());
    NOUNS.put("comparison", study.with("isl", 8000).search().compareTo(result));
    NOUNS.put("configuration", study.config());
    NOUNS.put("reason of a value", study.config().why("isl"));
    NOUNS.put("difference", study.with("isl", 8000).config().diff(study.config()));
    NOUNS.put("layers", study.layers());
    NOUNS.put("sweep", study.sweep("isl", 2000, 4000));
    NOUNS.put("perf", study.perf());
    NOUNS.put("audit", study.perf().audit());
    NOUNS.put(
        "calibration", ServeLab.calibrate(Path.of("notebooks/data/gpt-oss-120b-h200-tp2.json")));
    NOUNS.put("table", result.table());
    NOUNS.put("column", result.table().column(0));
    NOUNS.put("help", ServeLab.help());
  }

  @Test
  void aSweepOverNothingIsRefused() {
    Study study = ServeLab.study("Qwen/Qwen3-8B").on("h200_sxm", 8);
    var error = assertThrows(InvalidValueException.class, () -> study.sweep("isl"));
    assertTrue(error.getMessage().startsWith("A sweep of isl needs values"), error.getMessage());
  }

  @TestFactory
  Stream<DynamicTest> everyNounHasHtmlMarkdownAndText() {
    return NOUNS.entrySet().stream()
        .map(
            noun ->
                DynamicTest.dynamicTest(
                    noun.getKey(),
                    () -> {
                      MimeBundle forms = Displays.of(noun.getValue());
                      assertFalse(forms.text().isBlank());
                      assertTrue(forms.asMap().containsKey(MimeBundle.MARKDOWN));
                      // What an untrusted notebook keeps must be all there is.
                      assertFalse(forms.html().isBlank());
                      assertFalse(forms.html().matches("(?s).*<(style|script|link)\\b.*"));
                      assertTrue(forms.html().length() < 60_000, "" + forms.html().length());
                    }));
  }

  @Test
  void aFrontIsAFigure() {
    Front front = ServeLab.study("Qwen/Qwen3-8B").on("h200_sxm", 2).search().front();
    assertTrue(Displays.of(front).asMap().containsKey(MimeBundle.PLOTLY));
  }
}
