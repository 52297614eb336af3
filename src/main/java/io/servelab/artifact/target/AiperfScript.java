package io.servelab.artifact.target;

import io.servelab.artifact.file.ShellScript;
import io.servelab.engine.RequestShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A load test with aiperf.
 *
 * @param deployment what is tested
 */
record AiperfScript(Deployment deployment) {

  /** Version whose flags the script uses. */
  static final String VERSION = "0.8.0";

  String text(String url, String folder) {
    RequestShape load = deployment.plan().load();
    ShellScript script = new ShellScript();
    script
        .comment(ScriptParts.title(deployment, "Load test with aiperf " + VERSION))
        .comments(ScriptParts.prediction(deployment))
        .line("set -euo pipefail")
        .gap();
    BenchmarkVariables.write(script, deployment, url, folder);
    script.gap().array("load", entries(load)).gap();
    script.code(
        """
        for concurrency in $CONCURRENCIES; do
          aiperf profile "${load[@]}" \\
            --model "$SERVED_MODEL_NAME" --tokenizer "$MODEL_PATH" --url "$URL" \\
            --concurrency "$concurrency" \\
            --request-count "$((concurrency * REQUESTS))" \\
            --warmup-request-count "$((concurrency * WARM_UP))" \\
            --artifact-dir "$RESULTS/concurrency_$concurrency"
        done
        """);
    return script.text();
  }

  private List<ShellScript.Entry> entries(RequestShape load) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Argument.of("--endpoint-type", "chat", ""));
    arguments.add(Argument.of("--endpoint", "/v1/chat/completions", ""));
    arguments.add(new Argument("--streaming", List.of(), "needed for the time to first token"));
    if (load.prefix() > 0) {
      arguments.add(
          Argument.of("--prefix-prompt-length", whole(load.prefix()), "repeated part of prompts"));
      arguments.add(Argument.of("--prefix-prompt-pool-size", "1", ""));
    }
    arguments.add(
        Argument.of(
            "--synthetic-input-tokens-mean",
            whole(BenchmarkVariables.newTextTokens(deployment)),
            "new tokens of a prompt"));
    arguments.add(Argument.of("--synthetic-input-tokens-stddev", "0", ""));
    arguments.add(Argument.of("--output-tokens-mean", whole(load.osl()), ""));
    arguments.add(Argument.of("--output-tokens-stddev", "0", ""));
    arguments.add(Argument.of("--extra-inputs", "ignore_eos:true", "exactly so many tokens"));
    arguments.add(Argument.of("--extra-inputs", "min_tokens:" + load.osl(), ""));
    if (load.images().any()) {
      arguments.add(Argument.of("--image-batch-size", whole(load.images().count()), ""));
      arguments.add(Argument.of("--image-width-mean", whole(load.images().widthPx()), "pixels"));
      arguments.add(Argument.of("--image-height-mean", whole(load.images().heightPx()), "pixels"));
    }
    arguments.add(Argument.of("--random-seed", "100", ""));
    arguments.add(Argument.of("--ui", "simple", ""));
    return ScriptParts.entries(arguments);
  }

  private static String whole(long number) {
    return Long.toString(number);
  }
}
