package io.servelab.artifact.adapt;

import io.servelab.hardware.ServingEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a command that belongs to an engine.
 *
 * @param engine the engine
 * @param arguments words behind the program
 * @param modelFirst whether a word without a flag names the model
 */
record EngineCommand(ServingEngine engine, List<String> arguments, boolean modelFirst) {

  private static final Map<String, ServingEngine> MODULES =
      Map.of(
          "dynamo.vllm", ServingEngine.VLLM,
          "dynamo.sglang", ServingEngine.SGLANG,
          "dynamo.trtllm", ServingEngine.TRTLLM,
          "sglang.launch_server", ServingEngine.SGLANG,
          "vllm.entrypoints.openai.api_server", ServingEngine.VLLM);

  private static final Pattern NAMES =
      Pattern.compile("vllm serve|trtllm-serve|-m (?:dynamo|sglang|vllm)\\.");

  /** An image that starts vLLM's server with the words behind its name. */
  private static final Pattern IMAGE_THAT_SERVES =
      Pattern.compile("(?:[\\w.:-]+/)*vllm/vllm-openai(?:[:@]\\S+)?");

  /** Whether a script names a command that starts an engine. */
  static boolean isNamedIn(String script) {
    return NAMES.matcher(script).find();
  }

  /** The engine that a command starts, if it starts one. */
  static Optional<EngineCommand> find(List<String> words) {
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      List<String> rest = words.subList(index + 1, words.size());
      ServingEngine module = MODULES.get(word);
      if (module != null && index > 0 && words.get(index - 1).equals("-m")) {
        return Optional.of(new EngineCommand(module, rest, false));
      }
      String program = word.substring(word.lastIndexOf('/') + 1);
      boolean serve = !rest.isEmpty() && rest.get(0).equals("serve");
      if (program.equals("vllm") && serve) {
        List<String> arguments = rest.subList(1, rest.size());
        return Optional.of(new EngineCommand(ServingEngine.VLLM, arguments, true));
      }
      if (IMAGE_THAT_SERVES.matcher(word).matches()) {
        return Optional.of(new EngineCommand(ServingEngine.VLLM, rest, true));
      }
      if (program.equals("trtllm-serve")) {
        List<String> arguments = serve ? rest.subList(1, rest.size()) : rest;
        return Optional.of(new EngineCommand(ServingEngine.TRTLLM, arguments, true));
      }
    }
    return Optional.empty();
  }
}
