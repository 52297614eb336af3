package io.servelab.table;

import io.servelab.accuracy.AccuracyRun;
import io.servelab.accuracy.Answer;
import io.servelab.accuracy.Breakdown;
import io.servelab.accuracy.FittedHost;
import io.servelab.accuracy.GroupErrors;
import io.servelab.accuracy.GroupRanking;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.Prediction;
import io.servelab.accuracy.QuantityErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** Predictions beside measurements as Tablesaw tables. */
public final class AccuracyTables {

  private static final TableBuilder<GroupErrors> ERRORS =
      TableBuilder.<GroupErrors>named("errors against measurements")
          .text("group", GroupErrors::group)
          .text("quantity", row -> row.errors().quantity())
          .integer("points", GroupErrors::points)
          .integer("refused", GroupErrors::refused)
          .number("mean_pct", row -> 100 * row.errors().all().mean())
          .number("median_pct", row -> 100 * row.errors().all().median())
          .number("p90_pct", row -> 100 * row.errors().all().p90())
          .number("bias_pct", row -> 100 * row.errors().all().bias())
          .number("mean_log", row -> row.errors().all().meanLog())
          .number("in_band_pct", row -> 100 * row.errors().insideShare())
          .number("band_ratio", row -> row.errors().bandWidth());

  private static final TableBuilder<GroupErrors> BESIDE =
      TableBuilder.<GroupErrors>named("errors where the reference package answers as well")
          .text("group", GroupErrors::group)
          .text("quantity", row -> row.errors().quantity())
          .number("points", row -> beside(row, both -> both.own().points()))
          .number("mean_pct", row -> beside(row, both -> 100 * both.own().mean()))
          .number("median_pct", row -> beside(row, both -> 100 * both.own().median()))
          .number("p90_pct", row -> beside(row, both -> 100 * both.own().p90()))
          .number("bias_pct", row -> beside(row, both -> 100 * both.own().bias()))
          .number("mean_log", row -> beside(row, both -> both.own().meanLog()))
          .number("reference_mean_pct", row -> beside(row, both -> 100 * both.reference().mean()))
          .number(
              "reference_median_pct", row -> beside(row, both -> 100 * both.reference().median()))
          .number("reference_p90_pct", row -> beside(row, both -> 100 * both.reference().p90()))
          .number("reference_bias_pct", row -> beside(row, both -> 100 * both.reference().bias()))
          .number("reference_mean_log", row -> beside(row, both -> both.reference().meanLog()));

  private static final TableBuilder<GroupRanking> RANKING =
      TableBuilder.<GroupRanking>named("order and choice within families of deployments")
          .text("group", GroupRanking::group)
          .text("predictor", GroupRanking::predictor)
          .integer("families", GroupRanking::families)
          .number("ttft_ordered_pct", row -> 100 * row.order().ttft())
          .number("tpot_ordered_pct", row -> 100 * row.order().tpot())
          .number("throughput_ordered_pct", row -> 100 * row.order().throughput())
          .number("throughput_lost_pct", row -> 100 * row.choice().lost())
          .number("target_missed_pct", row -> 100 * row.choice().missed());

  private static final TableBuilder<Answer> POINT =
      TableBuilder.<Answer>named("points")
          .text("id", answer -> answer.row().id())
          .text("deployment", AccuracyTables::deployment)
          .text("layout", AccuracyTables::layout)
          .text("isl", answer -> answer.row().text("isl"))
          .text("osl", answer -> answer.row().text("osl"))
          .text("clients", answer -> answer.row().text("concurrency"));

  private static final TableBuilder<Answer> COMPARED =
      POINT
          .renamed("predicted and measured")
          .number("ttft_ms", answer -> predicted(answer, p -> p.latency().ttftMs()))
          .number("measured_ttft_ms", answer -> measured(answer, Latency::ttftMs))
          .number("tpot_ms", answer -> predicted(answer, p -> p.latency().tpotMs()))
          .number("measured_tpot_ms", answer -> measured(answer, Latency::tpotMs));

  private static final TableBuilder<Answer> WORST =
      COMPARED
          .renamed("points farthest outside their bands")
          .text("reading", answer -> answer.prediction().map(Prediction::reading).orElse(""))
          .text("message", Answer::message);

  private static final TableBuilder<Answer> PARTS =
      TableBuilder.<Answer>named("what their predictions are made of: TTFT, then TPOT")
          .text("id", answer -> answer.row().id())
          .number("host_request_ms", answer -> part(answer, Breakdown::requestMs))
          .number("queue_ms", answer -> part(answer, Breakdown::queueMs))
          .number("prompt_ms", answer -> part(answer, Breakdown::promptMs))
          .number("device_pass_ms", answer -> part(answer, Breakdown::deviceMs))
          .number("host_pass_ms", answer -> part(answer, Breakdown::hostMs))
          .number("beside_prompts_ms", answer -> part(answer, Breakdown::besideMs));

  private record Refusal(String reason, List<String> ids) {}

  private static final TableBuilder<Refusal> REFUSED =
      TableBuilder.<Refusal>named("refused")
          .integer("points", refusal -> refusal.ids.size())
          .text("reason", Refusal::reason)
          .text("ids", refusal -> String.join(" ", refusal.ids));

  private static final TableBuilder<FittedHost> HOSTS =
      TableBuilder.<FittedHost>named("host times fitted with groups left out")
          .text("engine", fit -> fit.engine().id())
          .text("without", FittedHost::leftOut)
          .number("request_ms", fit -> fit.host().requestMs())
          .number("launch_ms", fit -> fit.host().launchMs())
          .number("prefill_ms", fit -> fit.host().prefillMs())
          .number("decode_ms", fit -> fit.host().decodeMs());

  private AccuracyTables() {}

  /** Errors of groups. */
  public static Table errors(List<GroupErrors> groups) {
    return ERRORS.build(groups);
  }

  /** Errors of groups over the points that the reference package answers, and its own there. */
  public static Table beside(List<GroupErrors> groups) {
    return BESIDE.build(
        groups.stream().filter(group -> group.errors().beside().isPresent()).toList());
  }

  /** How well families of deployments are ordered and chosen from. */
  public static Table ranking(List<GroupRanking> groups) {
    return RANKING.build(groups);
  }

  /** Every point that was predicted, with what was measured. */
  public static Table points(AccuracyRun run) {
    return COMPARED.build(
        run.answers().stream().filter(answer -> answer.prediction().isPresent()).toList());
  }

  /** The points farthest outside their bands, and how they were understood. */
  public static Table worst(AccuracyRun run, int most) {
    return WORST.build(run.worst(most));
  }

  /** What the predictions of these points are made of. */
  public static Table worstParts(AccuracyRun run, int most) {
    return PARTS.build(run.worst(most));
  }

  /** Reasons of refusals with the points that they concern. */
  public static Table refused(AccuracyRun run) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Answer answer : run.answers()) {
      if (answer.prediction().isEmpty()) {
        reasons
            .computeIfAbsent(answer.message(), absent -> new ArrayList<>())
            .add(answer.row().id());
      }
    }
    return REFUSED.build(
        reasons.entrySet().stream()
            .map(reason -> new Refusal(reason.getKey(), reason.getValue()))
            .toList());
  }

  /** Host times that were fitted with groups left out. */
  public static Table hosts(AccuracyRun run) {
    return HOSTS.build(run.fitted());
  }

  private static double beside(GroupErrors row, ToDoubleFunction<QuantityErrors.Beside> value) {
    return row.errors().beside().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static double predicted(Answer answer, ToDoubleFunction<Prediction> value) {
    return answer.prediction().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static double measured(Answer answer, ToDoubleFunction<Latency> value) {
    return answer.measured().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static double part(Answer answer, ToDoubleFunction<Breakdown> value) {
    return predicted(answer, prediction -> value.applyAsDouble(prediction.breakdown()));
  }

  private static String deployment(Answer answer) {
    return String.join(
        " ",
        answer.row().text("model"),
        answer.row().text("precision"),
        answer.row().text("system"),
        answer.row().text("backend"));
  }

  private static String layout(Answer answer) {
    return answer.point().map(point -> point.deployed().pools().toString()).orElse("");
  }
}
