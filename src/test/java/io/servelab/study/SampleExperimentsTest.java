package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.SearchResult;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The sample experiments give the answers of the reference. */
class SampleExperimentsTest {

  private static final Models MODELS = new Models();
  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));

  /**
   * Output tokens per second and GPU of the cluster, as aiconfigurator 0.12.0 answers them; equal
   * to half a unit of the last digit that it printed.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "/studies/answers.csv", numLinesToSkip = 1)
  void aSampleHasTheAnswerOfTheReference(String file, String name, BigDecimal answer)
      throws URISyntaxException {
    Path path =
        Path.of(SampleExperimentsTest.class.getResource("/studies/" + file + ".yaml").toURI());
    StudyConfig study =
        Experiments.read(path).experiments().stream()
            .filter(experiment -> experiment.name().equals(name))
            .findFirst()
            .orElseThrow()
            .study()
            .with("rules", "reference");
    SearchResult result = study.resolve().search(DATABASES, MODELS);
    assertEquals(
        answer.doubleValue(),
        result.throughput(result.chosen().orElseThrow()),
        answer.ulp().doubleValue() / 2 + 1e-9);
  }
}
