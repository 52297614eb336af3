package io.servelab.artifact.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Release;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flags that the versions of a release do not take.
 *
 * @param release the release
 */
record FlagLint(Release release) {

  private static final EngineVersion AIPERF = new EngineVersion("0.8.0");
  private static final EngineVersion BENCH = new EngineVersion("0.24.0");

  List<Finding> of(List<ArtifactFile> files) {
    List<Finding> findings = new ArrayList<>();
    for (ArtifactFile file : files) {
      for (List<String> command : Commands.of(file)) {
        findings.addAll(words(file, command));
      }
      if (file.path().endsWith("_config.yaml") && !file.path().startsWith("disagg")) {
        findings.addAll(entries(file));
      }
    }
    return findings;
  }

  private List<Finding> words(ArtifactFile file, List<String> words) {
    List<KnownFlags> lists = lists(file);
    List<Finding> findings = new ArrayList<>();
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      if (!word.startsWith("--")) {
        continue;
      }
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      Optional<KnownFlags.Flag> known =
          lists.stream().flatMap(list -> list.find(name).stream()).findFirst();
      if (known.isEmpty()) {
        findings.add(new Finding(file.path(), name + " is no flag of " + lists.get(0)));
      } else if (!known.get().choices().isEmpty() && index + 1 < words.size()) {
        check(findings, file, known.get(), words.get(index + 1));
      }
    }
    return findings;
  }

  private static void check(
      List<Finding> findings, ArtifactFile file, KnownFlags.Flag flag, String value) {
    boolean computed = value.contains("$") || flag.isBare();
    if (!computed && !flag.choices().contains(value)) {
      findings.add(
          new Finding(
              file.path(),
              flag.flag() + " takes " + String.join(", ", flag.choices()) + ", not " + value));
    }
  }

  private List<KnownFlags> lists(ArtifactFile file) {
    String engine = release.engine().id();
    EngineVersion dynamo = release.dynamo();
    if (file.path().equals("bench_vllm.sh")) {
      return List.of(KnownFlags.of("vllm-bench", BENCH));
    }
    if (file.path().contains("bench")) {
      return List.of(KnownFlags.of("aiperf", AIPERF));
    }
    KnownFlags worker = KnownFlags.of("dynamo-" + engine, dynamo);
    KnownFlags frontend = KnownFlags.of("dynamo-frontend", dynamo);
    return switch (release.engine()) {
      case TRTLLM -> List.of(worker, frontend, KnownFlags.of("trtllm-serve", release.version()));
      case SGLANG -> List.of(KnownFlags.of(engine, release.version()), worker, frontend);
      case VLLM ->
          List.of(
              KnownFlags.of(engine, release.version()),
              worker,
              frontend,
              KnownFlags.of("vllm-serve", release.version()));
    };
  }

  private List<Finding> entries(ArtifactFile file) {
    List<Finding> findings = new ArrayList<>();
    YamlFiles.read(file).forEach(document -> entries(findings, file, "", document));
    return findings;
  }

  private void entries(List<Finding> findings, ArtifactFile file, String above, JsonNode section) {
    KnownFlags known = KnownFlags.of(ServingEngine.TRTLLM.id(), release.version());
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String path = above.isEmpty() ? entry.getKey() : above + "." + entry.getKey();
      Optional<KnownFlags.Flag> flag = known.find(path);
      if (flag.isEmpty() && entry.getValue().isObject()) {
        entries(findings, file, path, entry.getValue());
      } else if (flag.isEmpty()) {
        findings.add(new Finding(file.path(), path + " is no entry of " + known));
      } else if (!flag.get().choices().isEmpty()) {
        check(findings, file, flag.get(), entry.getValue().asText());
      }
    }
  }
}
