package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.report.SizingReport;
import io.servelab.search.plan.Load;
import io.servelab.search.plan.Recommendation;
import io.servelab.study.StudyConfig;
import io.servelab.study.StudySearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finds the smallest cluster that serves a load. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Find the fewest GPUs that serve a load within the latency targets.",
      "What was not measured is estimated, as with --database-mode HYBRID; the report says so."
    },
    footer = {
      "",
      "Examples:",
      "  servelab recommend --model Qwen/Qwen3-32B-FP8 --system h200_sxm --target-rate 20 \\",
      "      --ttft 1000 --tpot 25",
      "  servelab recommend --model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend auto \\",
      "      --target-concurrency 500 --max-gpus 8 --price h200_sxm=3.2",
      "  servelab recommend --model Qwen/Qwen3-32B-FP8 --system h200_sxm --target-rate 20 \\",
      "      --artifacts deploy"
    })
final class RecommendCommand implements Runnable {

  @Mixin private StudyOptions question = new StudyOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private SearchedFiles files = new SearchedFiles();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DataOption data = new DataOption();

  @Override
  public void run() {
    files.check();
    question.refuse("gpus", "recommend finds how many are needed.\nLimit them with --max-gpus.");
    StudyConfig config = question.study("A recommendation", "model", "system");
    Load asked =
        load.load()
            .orElseThrow(
                () ->
                    InvalidValueException.because(
                        "What load? Give --target-rate or --target-concurrency."));
    boolean usual = config.why("database_mode").layer().filter("base"::equals).isPresent();
    StudyConfig study = usual ? config.with("database_mode", "HYBRID") : config;
    SizingReport report;
    try (ProgressLine progress = ProgressLine.open()) {
      StudySearch search = new StudySearch(new Databases(data.home()), new Models(), progress);
      Recommendation found = search.recommend(study, asked, load.cap());
      report = SizingReport.of(found, asked, load.cap());
      progress.clear();
      if (files.isAsked()) {
        files.write(found.result(), found.sizing(), study);
      }
    }
    output.print(report::text, report::verdict, report::json, report::table);
  }
}
