package io.servelab.cli;

import io.servelab.bulk.EstimateQueries;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates fixed deployments. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = "Estimate fixed deployments, one for each line of a file.",
    footer = {"", "Example:", "  servelab estimate --requests deployments.jsonl --out answers.csv"})
final class EstimateCommand implements Runnable {

  @Mixin private DataOption data = new DataOption();
  @Mixin private RulesOption rules = new RulesOption();

  @Option(
      names = "--requests",
      required = true,
      paramLabel = "FILE",
      description = "Requests as .jsonl or .csv, each also .gz; - is standard input.")
  private String requests = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Answers as .csv, also .gz; - is standard output.")
  private String out = "";

  @Override
  public void run() {
    new EstimateQueries(new Databases(data.home()), new Models(), rules.rules()).run(requests, out);
  }
}
