package io.servelab.cli;

import io.servelab.bulk.OperatorQueries;
import io.servelab.perf.Databases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers single operators at single shapes. */
@Command(
    name = "op",
    mixinStandardHelpOptions = true,
    description = "Answer single operators at single shapes, one for each line of a file.",
    footer = {"", "Example:", "  servelab op --requests shapes.jsonl --out times.csv"})
final class OpCommand implements Runnable {

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
    new OperatorQueries(new Databases(data.home()), rules.rules()).run(requests, out);
  }
}
