package io.servelab;

import io.servelab.notebook.HelpCard;

/** What can come next with each noun of the facade: every text of {@code help()}. */
final class HelpCards {

  static final HelpCard START =
      HelpCard.of("ServeLab", "A study asks how to deploy a model; its search answers.")
          .snippet("var study = study(\"Qwen/Qwen3-32B-FP8\").on(\"h200_sxm\", 8);", "asks")
          .snippet("var result = study.search();", "answers")
          .snippet("result.help()", "what can come next, with any object")
          .snippet("models()", "models that are described")
          .snippet("systems()", "GPU systems that are described")
          .snippet("support().model(\"Qwen/Qwen3-8B\")", "where a model is answered for")
          .snippet("perf(\"h200_sxm\", \"trtllm\")", "measured tables of an engine")
          .snippet("accuracy()", "predictions beside measured serving points")
          .snippet("generate(\"Qwen/Qwen3-32B-FP8\", \"h200_sxm\", 8)", "files without a search")
          .snippet("adapt(\"vllm serve Qwen/Qwen3-32B-FP8 -tp 4\")", "what runs already")
          .snippet("kvCache(\"Qwen/Qwen3-32B-FP8\", \"h200_sxm\", \"vllm\")", "its tokens");

  static final HelpCard STUDY_START =
      HelpCard.of("Start of a study", "The model is chosen; the machines come next.")
          .snippet("study(\"Qwen/Qwen3-32B-FP8\").on(\"h200_sxm\", 8)", "system and its GPUs");

  static final HelpCard STUDY =
      HelpCard.of("Study", "A question. Every change gives a new study; search answers it.")
          .snippet("study.search()", "finds deployments")
          .snippet("study.workload(isl(4000), osl(500), prefix(500))", "lengths of requests")
          .snippet("study.sla(ttft(300), tpot(10))", "latency targets, ms")
          .snippet("study.backend(\"sglang\").version(\"current\")", "another engine or version")
          .snippet("study.with(\"decode.max_batch_size\", 64)", "any other setting")
          .snippet("study.require(\"request_latency_ms <= 20000\")", "a bound of any metric")
          .snippet("study.objective(\"request_latency_ms\")", "something else to be best in")
          .snippet("study.price(\"h200_sxm\", 3.2)", "dollars of a GPU hour, for costs")
          .snippet("study.recommend(requestsPerSecond(20))", "the fewest GPUs for a load")
          .snippet("study.grid().over(\"isl\", 1000, 4000)", "every combination of settings")
          .snippet("study.generate()", "deployment files without a search")
          .snippet("study.sweep(\"isl\", 1000, 4000, 16000).plot()", "over values of a setting")
          .snippet("study.config()", "every setting and the layer that set it")
          .snippet(
              "study.calibrate(Path.of(\"notebooks/data/gpt-oss-120b-h200-tp2.json\"))",
              "what your own benchmark results say of your cluster")
          .snippet("study.perf()", "the measured tables that answer")
          .snippet("study.assumptions()", "what an answer rests on that nobody stated")
          .snippet("study.layers()", "the operations of its passes")
          .snippet("study.layers(edit -> edit.scale(\"attention\", 0.8))", "with other operations")
          .snippet("study.yaml()", "the study as text that reads back");

  static final HelpCard RESULT =
      HelpCard.of("Result", "What a search found.")
          .snippet("result.best()", "the recommended deployment")
          .snippet("result.best(\"disagg\")", "the recommended one of a kind")
          .snippet("result.top()", "the recommended deployments, best first")
          .snippet("result.front().plot()", "speed against throughput")
          .snippet("result.plotHeatmap(\"agg.tp\", \"agg.batch\")", "throughput over two choices")
          .snippet("result.table()", "every deployment that was kept")
          .snippet("result.scores()", "why one is better than another, term by term")
          .snippet("result.picks()", "the best for throughput, latency, GPUs, cost")
          .snippet("result.sizes(requestsPerSecond(5))", "how many GPUs serve a load")
          .snippet(
              "result.front(\"tokens_per_s_per_user\", \"tokens_per_s_per_gpu\", \"replica_gpus\")",
              "nothing beats these in all three")
          .snippet("result.simulated()", "the finalists request by request, with bands")
          .snippet("show(result.text())", "the whole result on one screen")
          .snippet("result.study().with(\"isl\", 8000).search().compareTo(result)", "what if")
          .snippet("result.save(Path.of(\"answer\"))", "as a folder of files");

  static final HelpCard DEPLOYMENT =
      HelpCard.of("Deployment", "A way to serve the model, with what it delivers.")
          .snippet("deployment.explain()", "where the milliseconds go, and where they come from")
          .snippet("deployment.plot()", "the same as bars")
          .snippet("deployment.plotWaterfall(\"decode\")", "one pass, operation by operation")
          .snippet("deployment.plotRoofline()", "what the hardware allows, what is reached")
          .snippet(
              "deployment.plotOperation(\"generation_attention\")",
              "measured, read between, and asked")
          .snippet("deployment.plotLoad()", "throughput and speed over concurrency")
          .snippet("deployment.memory()", "where the gigabytes of a GPU go")
          .snippet("deployment.layers()", "its operations one by one")
          .snippet("deployment.plotMemory()", "the same as bars")
          .snippet("deployment.breakdown()", "the operations, as a Tablesaw table")
          .snippet("deployment.serve()", "one replica under a load, request by request")
          .snippet("deployment.table()", "its numbers")
          .snippet("deployment.files()", "the files that start it");

  static final HelpCard FILES =
      HelpCard.of("Deployment files", "What starts a deployment, with the reason of every flag.")
          .snippet("files.explain()", "every flag, its value, and why")
          .snippet("files.preview(\"k8s_deploy.yaml\")", "a file, highlighted")
          .snippet("files.with(\"max_batch_size\", 64)", "a value of yours, which wins")
          .snippet("files.targets(\"dynamo\", \"benchmark\")", "fewer targets")
          .snippet("files.diff(files.with(\"max_batch_size\", 64))", "what differs")
          .snippet("files.warnings()", "what to know before deploying")
          .snippet("files.notExpressible()", "what the files cannot say")
          .snippet("files.writeTo(\"deploy\")", "into a new folder")
          .snippet("files.zip(\"deploy.zip\")", "into a zip");

  static final HelpCard EXISTING =
      HelpCard.of("Existing deployment", "What runs already, read to be predicted.")
          .snippet("existing.on(\"h200_sxm\")", "its machines")
          .snippet("existing.workload(isl(4000), osl(500))", "lengths of requests")
          .snippet("existing.with(\"concurrency\", 64)", "requests at once")
          .snippet("existing.diagnostics()", "what stops a prediction, and notes")
          .snippet("existing.request()", "the request for an estimate")
          .snippet("existing.predict()", "TTFT, TPOT, throughput");

  static final HelpCard KV_CACHE =
      HelpCard.of("KV cache", "What the memory of a rank leaves for it.")
          .snippet("cache.with(\"tp\", 4).with(\"memory_fraction\", 0.9)", "another worker")
          .snippet("cache.tokens()", "tokens that it holds")
          .snippet("cache.sequences(5000)", "sequences of 5,000 tokens at once")
          .snippet("cache.blocks(64)", "blocks of 64 tokens")
          .snippet("cache.memory()", "where the gigabytes go");

  static final HelpCard LAYERS =
      HelpCard.of("Layers", "The operations of the passes of a deployment, with the edits.")
          .snippet("layers.table()", "count, time and source of every operation")
          .snippet("layers.effect()", "what the edits do: before, after, change")
          .snippet("study.layers(edit -> edit.scale(\"attention\", 0.8))", "a time multiplied")
          .snippet("study.layers(edit -> edit.drop(\"ar_1\"))", "an operation less")
          .snippet(
              "study.layers(edit -> edit.requantise(\"*_gemm\", \"bfloat16\", 0, 3))",
              "another number format in some layers")
          .snippet(
              "study.layers(edit -> edit.replace(\"act_gate\", fixedTime(0.002)))", "another one")
          .snippet(
              "study.layers(edit -> edit.add(\"adapter\", \"qkv_gemm\", movedBytes(8192)))",
              "one more");

  static final HelpCard SUPPORT =
      HelpCard.of("Support", "What is answered for, found by trying.")
          .snippet("support().model(\"Qwen/Qwen3-32B\")", "one model everywhere")
          .snippet("support().model(\"Qwen/*\").system(\"h200_sxm\").backend(\"vllm\")", "some")
          .snippet("support().model(\"Qwen/Qwen3-8B\").mode(\"agg\").table()", "as a table");

  static final HelpCard SERVING =
      HelpCard.of("Serving", "One replica under a load, request by request.")
          .snippet("serving.table()", "latencies with percentiles and bands")
          .snippet("serving.facts()", "goodput, queueing, cache, preemptions")
          .snippet("serving.timeline()", "who waited for whom")
          .snippet("serving.clients(32)", "clients that wait for their answers")
          .snippet("serving.withinTargets()", "as many as are served in time")
          .snippet("serving.poisson(0.9 * serving.saturation())", "requests that come by chance")
          .snippet("serving.gamma(2, 0.25)", "the same in bursts")
          .snippet("serving.variedLengths(1000, 300, 1.0)", "lengths as in conversations")
          .snippet("serving.curve(1, 4, 16, 64).plot()", "throughput against latency");

  static final HelpCard LOAD_CURVE =
      HelpCard.of("Load curve", "One replica from small loads to large ones.")
          .snippet("curve.plot()", "time to first token over throughput")
          .snippet("curve.plotTpot()", "time per output token over throughput")
          .snippet("curve.table()", "every load");

  static final HelpCard FRONT =
      HelpCard.of("Front", "Deployments that no other one beats in both speed and throughput.")
          .snippet("front.plot()", "the figure, with targets and the recommended deployment")
          .snippet("front.table()", "the deployments");

  static final HelpCard ACCURACY =
      HelpCard.of("Accuracy", "Predictions beside what was measured.")
          .snippet("accuracy.where(\"quality\", \"ok\").by(\"backend\")", "errors by any column")
          .snippet("accuracy.beside(\"mode\")", "the same beside the reference package")
          .snippet("accuracy.ranking(\"mode\")", "order of deployments, and what a choice costs")
          .snippet("accuracy.ttft()", "predicted against measured, with bands")
          .snippet("accuracy.worst(5)", "the worst predictions")
          .snippet("accuracy.worstParts(5)", "what they are made of")
          .snippet("accuracy.leavingGroupsOut()", "judged by constants fitted on other models");

  static final HelpCard CONFIG =
      HelpCard.of("Configuration", "Every setting of a study, in layers.")
          .snippet("config.why(\"decode.max_batch_size\")", "the layer that set a value")
          .snippet("config.layers()", "the layers in order, and why each applies")
          .snippet("config.table()", "every value")
          .snippet("config.engine()", "how engines are set in simulations, and why")
          .snippet("config.diff(study.with(\"isl\", 8000).config())", "what differs")
          .snippet("study.with(config.edit().drop(\"agg-moe\"))", "the study without a layer");

  static final HelpCard SWEEP =
      HelpCard.of("Sweep", "One study asked with several values of a setting.")
          .snippet("sweep.plot()", "throughput over the setting")
          .snippet("sweep.by(\"backend\", \"trtllm\", \"vllm\").plot()", "a line for each")
          .snippet("sweep.by(\"tpot\", 10, 20).plotHeatmap()", "both as a map")
          .snippet("sweep.plotFronts()", "the Pareto fronts in one figure")
          .snippet("sweep.table()", "the recommended deployment of each");

  static final HelpCard CONFIG_DIFF =
      HelpCard.of("Differences", "What differs between two configurations.")
          .snippet("diff.table()", "every setting that differs")
          .snippet("diff.plot()", "the same at the layers that decide");

  static final HelpCard PERF =
      HelpCard.of("Measured tables", "What was measured of one engine version on one system.")
          .snippet("perf.tables()", "the tables that are there")
          .snippet("perf.table(\"gemm\").first(5)", "rows of one")
          .snippet("perf.plotGemm(\"fp8_block\", 5120, 5120, 100)", "measured, read, and asked")
          .snippet("perf.audit()", "which rows can be trusted, and what replaces the others");

  static final HelpCard CALIBRATION =
      HelpCard.of("Calibration", "What measured points say about a cluster.")
          .snippet("calibration.table()", "every point before and after")
          .snippet("calibration.factors()", "what was fitted, and how far it may move")
          .snippet("calibration.plot()", "measured against predicted, before and after")
          .snippet("study.with(calibration.layer())", "the study on that cluster")
          .snippet("calibration.save(Path.of(\"cluster.yaml\"))", "for layerFrom(path), later");

  static final HelpCard AUDIT =
      HelpCard.of("Audit", "Checks of measured tables, and what answers where they fail.")
          .snippet("audit.faults()", "the checks that failed")
          .snippet("audit.table()", "every check")
          .snippet("audit.plot()", "launch costs, engine beside engine")
          .snippet("audit.slopes()", "memory slopes, engine beside engine");

  static final HelpCard COMPARISON =
      HelpCard.of("Comparison", "Two results side by side.")
          .snippet("comparison.table()", "the recommended deployments, and what changed")
          .snippet("comparison.changes()", "what differs between the studies")
          .snippet("comparison.changes().plot()", "the same at the layers that decide")
          .snippet("comparison.plot()", "both fronts in one figure");

  private HelpCards() {}

  static final HelpCard SCORES =
      HelpCard.of("Scores", "Deployments in the order of their scores, every score term by term.")
          .snippet("scores.best()", "the recommended deployment")
          .snippet("scores.explain()", "how its score comes about")
          .snippet("scores.within(0.05).best()", "a smaller replica, for up to 5 % of the score")
          .snippet("scores.table()", "all of them");

  static final HelpCard METRIC_FRONT =
      HelpCard.of("Front", "Deployments that no other one beats in all of some metrics.")
          .snippet("metricFront.knee()", "the balanced one")
          .snippet("metricFront.hypervolume(1, 1)", "how much the front covers")
          .snippet("metricFront.dominating(deployment)", "which one beats another")
          .snippet("metricFront.distance(deployment)", "how far another one is from the front");

  static final HelpCard GRID =
      HelpCard.of("Grid", "Every combination of some settings, searched into one table.")
          .snippet("grid.over(\"isl\", 1000, 4000).size()", "one more setting")
          .snippet("grid.table()", "the table")
          .snippet("grid.into(\"grid.csv\").size()", "a file to go on from");

  static final HelpCard TRIALS =
      HelpCard.of("Experiments", "The studies of a file, searched.")
          .snippet("trials.table()", "the best of each")
          .snippet("trials.plot()", "the fronts of all")
          .snippet("trials.result(trials.names().get(0)).best()", "what one of them found");
}
