package io.servelab.cli;

import io.servelab.search.score.Penalty;
import io.servelab.study.BoundSettings;
import io.servelab.study.PriceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what is best, besides throughput under the latency targets. */
final class ScoringOptions {

  @Option(
      names = "--objective",
      paramLabel = "METRIC",
      description = "What is best: request_latency_ms, cost_per_million_tokens, power_w, ...")
  private Optional<String> objective = Optional.empty();

  @Option(
      names = "--require",
      paramLabel = "BOUND",
      description = "Leave out what breaks a bound, such as 'power_w<=700'; repeatable.")
  private List<String> required = new ArrayList<>();

  @Option(
      names = "--prefer",
      paramLabel = "BOUND",
      description = "Rank lower what breaks a bound, such as 'memory_headroom_gib>=8'; repeatable.")
  private List<String> preferred = new ArrayList<>();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Prices of GPU hours as YAML, such as docs/example-prices.yaml.")
  private Optional<Path> priceFile = Optional.empty();

  @Option(
      names = "--price",
      paramLabel = "SYSTEM=AMOUNT",
      description = "Price of a GPU hour, such as h200_sxm=3.2; adds the cost; repeatable.")
  private Map<String, Double> prices = new LinkedHashMap<>();

  /** The values that were given, by key of the configuration. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    objective.ifPresent(metric -> values.put("objective", metric));
    required.forEach(bound -> values.putAll(BoundSettings.hard(bound)));
    preferred.forEach(bound -> values.putAll(BoundSettings.soft(bound, Penalty.DEFAULT)));
    priceFile.map(PriceFile::read).ifPresent(values::putAll);
    prices.forEach((system, price) -> values.put("prices." + system, price));
    return values;
  }
}
