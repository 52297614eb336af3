package io.servelab.bulk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays answers of the reference release on the shipped systems.
 *
 * <p>Source: {@code src/test/resources/reference}. Tolerance: 1e-6 relative, and 0.0005 absolute
 * where the reference rounds to three decimals. The shares are those that the project promises;
 * rows that differ are explained in {@code docs/parity.md}.
 */
class ReferenceReplayTest {

  private static final double RELATIVE = 1e-6;
  private static final double ROUNDED = 0.0005;

  private static Databases databases;

  @TempDir Path folder;

  @BeforeAll
  static void openData() {
    databases = new Databases(DataHome.locate(Optional.empty()));
  }

  @Test
  void operatorsAnswerLikeTheReference() {
    Path answers = folder.resolve("operators.csv");
    new OperatorQueries(databases, RuleSet.REFERENCE)
        .run(ReferenceAnswers.copy("operators.csv.gz", folder).toString(), answers.toString());
    Tally tally =
        compare(
            ReferenceAnswers.resource("operators.csv.gz"),
            ReferenceAnswers.file(answers),
            List.of("latency_ms", "energy_wms", "sol_ms", "sol_math_ms", "sol_mem_ms"),
            List.of("source", "provenance"));
    tally.requireAtLeast(1, 1);
  }

  @Test
  void deploymentsAnswerLikeTheReference() {
    Path answers = folder.resolve("estimates.csv");
    new EstimateQueries(databases, new Models(), RuleSet.REFERENCE)
        .run(ReferenceAnswers.copy("estimates.csv.gz", folder).toString(), answers.toString());
    Tally tally =
        compare(
            ReferenceAnswers.resource("estimates.csv.gz"),
            ReferenceAnswers.file(answers),
            List.of(
                "ttft",
                "tpot",
                "request_latency",
                "seq_s",
                "tokens_s",
                "tokens_s_gpu",
                "tokens_s_user",
                "concurrency",
                "num_total_gpus",
                "memory_total",
                "memory_weights",
                "memory_activations",
                "memory_kvcache",
                "memory_nccl",
                "memory_others",
                "power_coverage"),
            List.of("oom", "kv_oom"));
    tally.requireAtLeast(0.999, 0.995);
  }

  private static Tally compare(
      Map<String, Map<String, String>> expected,
      Map<String, Map<String, String>> actual,
      List<String> numbers,
      List<String> words) {
    Tally tally = new Tally();
    expected.forEach(
        (id, row) -> {
          Map<String, String> mine = actual.get(id);
          if (!row.get("error").isEmpty()) {
            tally.refusal(id, row.get("error").equals(mine.get("error")));
            return;
          }
          boolean equal =
              mine.get("error").isEmpty()
                  && numbers.stream().allMatch(column -> close(row, mine, column))
                  && words.stream().allMatch(column -> row.get(column).equals(mine.get(column)));
          tally.answer(id, equal);
        });
    return tally;
  }

  private static boolean close(
      Map<String, String> expected, Map<String, String> actual, String column) {
    String wanted = expected.get(column);
    String found = actual.get(column);
    if (ReferenceAnswers.difference(wanted, found) <= RELATIVE) {
      return true;
    }
    boolean rounded = wanted.matches("-?\\d+(\\.\\d{1,3})?");
    return rounded
        && !found.isEmpty()
        && Math.abs(Double.parseDouble(wanted) - Double.parseDouble(found)) <= ROUNDED;
  }

  private static final class Tally {
    private int answers;
    private int refusals;
    private final List<String> different = new ArrayList<>();
    private final List<String> otherwise = new ArrayList<>();

    void answer(String id, boolean equal) {
      answers++;
      if (!equal) {
        different.add(id);
      }
    }

    void refusal(String id, boolean same) {
      refusals++;
      if (!same) {
        otherwise.add(id);
      }
    }

    void requireAtLeast(double answered, double refused) {
      assertTrue(answers > 500 && refusals > 100, () -> answers + " and " + refusals);
      assertTrue(
          different.size() <= (1 - answered) * answers,
          () -> different.size() + " of " + answers + " answers differ: " + different);
      assertTrue(
          otherwise.size() <= (1 - refused) * refusals,
          () -> otherwise.size() + " of " + refusals + " refusals differ: " + otherwise);
    }
  }
}
