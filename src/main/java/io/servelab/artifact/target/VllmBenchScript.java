package io.servelab.artifact.target;

import io.servelab.artifact.file.ShellScript;
import io.servelab.engine.RequestShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A load test with the tool that comes with vLLM; it works against any engine.
 *
 * @param deployment what is tested
 */
record VllmBenchScript(Deployment deployment) {

  String text(String url) {
    RequestShape load = deployment.plan().load();
    ShellScript script = new ShellScript();
    script
        .comment(ScriptParts.title(deployment, "Load test with vllm bench serve"))
        .comments(ScriptParts.prediction(deployment))
        .line("set -euo pipefail")
        .gap();
    BenchmarkVariables.write(script, deployment, url, "bench_vllm");
    script.gap().array("load", entries(load)).gap();
    script.code(
        """
        for concurrency in $CONCURRENCIES; do
          vllm bench serve "${load[@]}" \\
            --base-url "$URL" --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \\
            --max-concurrency "$concurrency" \\
            --num-prompts "$((concurrency * REQUESTS))" \\
            --num-warmups "$((concurrency * WARM_UP))" \\
            --result-dir "$RESULTS" --result-filename "concurrency_$concurrency.json"
        done
        """);
    return script.text();
  }

  private List<ShellScript.Entry> entries(RequestShape load) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Argument.of("--backend", "openai-chat", ""));
    arguments.add(Argument.of("--endpoint", "/v1/chat/completions", ""));
    arguments.add(Argument.of("--dataset-name", "random", ""));
    if (load.prefix() > 0) {
      arguments.add(
          Argument.of(
              "--random-prefix-len", Long.toString(load.prefix()), "repeated part of prompts"));
    }
    arguments.add(
        Argument.of(
            "--random-input-len",
            Long.toString(BenchmarkVariables.newTextTokens(deployment)),
            "new tokens of a prompt; images are left out"));
    arguments.add(Argument.of("--random-output-len", Long.toString(load.osl()), ""));
    arguments.add(new Argument("--ignore-eos", List.of(), "exactly so many tokens"));
    arguments.add(Argument.of("--seed", "100", ""));
    arguments.add(new Argument("--save-result", List.of(), ""));
    return ScriptParts.entries(arguments);
  }
}
