package io.servelab.table;

import io.servelab.calibrate.AnchorTrial;
import io.servelab.calibrate.CalibrationPoint;
import io.servelab.calibrate.CalibrationRun;
import java.util.List;
import tech.tablesaw.api.Table;

/** A calibration as tables. */
public final class CalibrationTables {

  private static final TableBuilder<CalibrationPoint> POINTS =
      TableBuilder.<CalibrationPoint>named("calibration")
          .text("point", CalibrationPoint::id)
          .integer("isl", CalibrationPoint::isl)
          .integer("osl", CalibrationPoint::osl)
          .integer("concurrency", CalibrationPoint::concurrency)
          .number("measured_ttft_ms", point -> point.measured().ttftMs())
          .number("shipped_ttft_ms", point -> point.before().ttftMs())
          .number("calibrated_ttft_ms", point -> point.after().ttftMs())
          .number("left_out_ttft_ms", point -> point.leftOut().ttftMs())
          .number("measured_tpot_ms", point -> point.measured().tpotMs())
          .number("shipped_tpot_ms", point -> point.before().tpotMs())
          .number("calibrated_tpot_ms", point -> point.after().tpotMs())
          .number("left_out_tpot_ms", point -> point.leftOut().tpotMs());

  private static final TableBuilder<CalibrationRun.FittedFactor> FACTORS =
      TableBuilder.<CalibrationRun.FittedFactor>named("factors")
          .text("key", CalibrationRun.FittedFactor::key)
          .number("factor", CalibrationRun.FittedFactor::factor)
          .number("least", factor -> 1 / factor.bound())
          .number("most", CalibrationRun.FittedFactor::bound)
          .number("usual_spread_pct", factor -> 100 * factor.spread());

  private static final TableBuilder<AnchorTrial.Group> ANCHORS =
      TableBuilder.<AnchorTrial.Group>named("anchors")
          .text("group", AnchorTrial.Group::name)
          .integer("deployments", AnchorTrial.Group::deployments)
          .integer("points", group -> group.ttftAfter().points())
          .number("ttft_mean_before_pct", group -> 100 * group.ttftBefore().mean())
          .number("ttft_mean_after_pct", group -> 100 * group.ttftAfter().mean())
          .number("ttft_median_before_pct", group -> 100 * group.ttftBefore().median())
          .number("ttft_median_after_pct", group -> 100 * group.ttftAfter().median())
          .number("tpot_mean_before_pct", group -> 100 * group.tpotBefore().mean())
          .number("tpot_mean_after_pct", group -> 100 * group.tpotAfter().mean())
          .number("tpot_median_before_pct", group -> 100 * group.tpotBefore().median())
          .number("tpot_median_after_pct", group -> 100 * group.tpotAfter().median());

  private CalibrationTables() {}

  /** Errors of points that others of their deployment calibrated. */
  public static Table anchors(AnchorTrial trial) {
    return ANCHORS
        .build(trial.groups())
        .setName("errors with " + trial.anchors() + " anchors of each deployment");
  }

  /** Every point: measured, as it ships, calibrated, and with the factors of the other points. */
  public static Table points(List<CalibrationPoint> points) {
    return POINTS.build(points);
  }

  /** What was fitted. */
  public static Table factors(List<CalibrationRun.FittedFactor> factors) {
    return FACTORS.build(factors);
  }
}
