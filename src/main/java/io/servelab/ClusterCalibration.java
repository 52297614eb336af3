package io.servelab;

import io.servelab.accuracy.PointSimulator;
import io.servelab.calibrate.BenchmarkFiles;
import io.servelab.calibrate.CalibrationRun;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.plot.CalibrationPlot;
import io.servelab.plot.PlotFigure;
import io.servelab.study.ConfigLayer;
import io.servelab.study.StudyConfig;
import io.servelab.table.CalibrationTables;
import io.servelab.table.TableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * What measured points say about a cluster: factors on its host and pass times, and whether they
 * help. Where they do not, the layer of settings stays empty.
 */
public final class ClusterCalibration implements Displayable {

  private static final String LAYER = "calibration";
  private static final Pattern SIZE = Pattern.compile("(tp|pp|dp|moe_tp|moe_ep)([1-9][0-9]*)");

  private final CalibrationRun run;

  private ClusterCalibration(CalibrationRun run) {
    this.run = run;
  }

  static ClusterCalibration of(
      Session session, Path results, Map<String, String> known, EngineTuning tuning) {
    return new ClusterCalibration(
        CalibrationRun.of(
            BenchmarkFiles.read(results, known),
            new PointSimulator(session.databases(), session.models(), tuning)));
  }

  /** What a study knows of points that its own deployment was measured at. */
  static Map<String, String> known(StudyConfig config, String layout) {
    Map<String, String> known = new LinkedHashMap<>();
    for (String key : new String[] {"model", "system", "backend"}) {
      known.put(key, config.get(key).value().toString());
    }
    for (String word : layout.isBlank() ? new String[0] : layout.strip().split("\\s+", -1)) {
      Matcher size = SIZE.matcher(word);
      if (!size.matches()) {
        throw InvalidValueException.of(
            "layout", layout, "sizes such as tp4, pp2, dp8, moe_tp1 and moe_ep8 are expected.");
      }
      known.put(size.group(1), size.group(2));
    }
    return known;
  }

  /** Whether the factors predict points better that they have not seen. */
  public boolean helps() {
    return run.helps();
  }

  /** What came of it, in one sentence. */
  public String verdict() {
    return run.verdict();
  }

  /** Every point: measured, as shipped, calibrated, and with the factors of the other points. */
  public Table table() {
    return CalibrationTables.points(run.points());
  }

  /** What was fitted, and how far each factor may move. */
  public Table factors() {
    return CalibrationTables.factors(run.fittedFactors());
  }

  /** Measured against predicted, before and after. */
  public PlotFigure plot() {
    return CalibrationPlot.of(run.points());
  }

  /** The factors as a layer of settings for {@link Study#with(ConfigLayer)}. */
  public ConfigLayer layer() {
    return run.layer(LAYER);
  }

  /**
   * Writes the layer as YAML, which {@link ServeLab#layerFrom(Path)} reads.
   *
   * @throws InvalidValueException if the file cannot be written
   */
  public Path save(Path yaml) {
    try {
      Path whole = yaml.toAbsolutePath();
      Path temporary = Files.createTempFile(whole.getParent(), LAYER, ".tmp");
      try {
        Files.writeString(temporary, "# " + verdict() + "\n" + layer().toYaml());
        Files.move(temporary, whole, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return yaml;
    } catch (IOException unwritable) {
      throw InvalidValueException.of("file", yaml, "it cannot be written: " + unwritable);
    }
  }

  /** The pure result. */
  public CalibrationRun rows() {
    return run;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.CALIBRATION;
  }

  @Override
  public MimeBundle mimeBundle() {
    TableView view = TableView.of(table()).caption(verdict());
    for (Map.Entry<String, String> refused : run.refused().entrySet()) {
      view = view.note(refused.getKey() + " was left aside: " + refused.getValue());
    }
    return view.mimeBundle();
  }

  @Override
  public String toString() {
    return verdict();
  }
}
