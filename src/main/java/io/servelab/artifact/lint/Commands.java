package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The commands in generated files: arrays and lines of scripts, and what containers run. */
final class Commands {

  private static final Pattern ARRAY = Pattern.compile("(?ms)^[a-z_]+=\\(\\n(.*?)^\\)");

  /** Words by which lines of scripts begin that start something with flags. */
  private static final Pattern STARTS =
      Pattern.compile("(?m)^\\s*(?:start|exec|aiperf|vllm bench)\\b(?:.*\\\\\\n)*.*$");

  private static final Set<String> SHELLS = Set.of("/bin/bash", "/bin/sh", "bash", "sh");

  private Commands() {}

  static List<List<String>> of(ArtifactFile file) {
    return switch (file.language()) {
      case "bash" -> script(file.text());
      case "yaml" -> containers(file);
      default -> List.of();
    };
  }

  private static List<List<String>> script(String text) {
    List<List<String>> commands = new ArrayList<>();
    for (Pattern pattern : List.of(ARRAY, STARTS)) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String found = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        if (!found.contains("sglang_router")) {
          commands.add(ShellWords.split(found));
        }
      }
    }
    return commands;
  }

  private static List<List<String>> containers(ArtifactFile file) {
    List<List<String>> commands = new ArrayList<>();
    for (JsonNode document : YamlFiles.read(file)) {
      for (JsonNode holder : document.findParents("args")) {
        commands.addAll(container(holder));
      }
    }
    return commands;
  }

  private static List<List<String>> container(JsonNode container) {
    List<String> args = texts(container.get("args"));
    List<String> command = texts(container.path("command"));
    boolean shell = !command.isEmpty() && SHELLS.contains(command.get(0));
    return shell ? script(args.get(0).replace("$$(", "$(")) : List.of(args);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
