package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The experiments of a YAML file, in the order in which its key {@code exps} lists them, else as
 * written.
 *
 * <p>An experiment is written in the flat schema of the reference, in the nested schema of its
 * release 0.4.0, or with the keys of a study. One that fails does not stop the others.
 *
 * @param experiments the experiments
 */
public record Experiments(List<Experiment> experiments) {

  private static final String ORDER = "exps";

  /** Copies the list. */
  public Experiments {
    experiments = List.copyOf(experiments);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidValueException if the file is missing or malformed, or holds no experiment
   * @throws UnknownNameException if {@code exps} lists an experiment that is not there
   */
  public static Experiments read(Path file) {
    return read(YamlText.read(file));
  }

  /** The same with a value changed in every experiment that is a study. */
  public Experiments with(String key, Object value) {
    return new Experiments(experiments.stream().map(each -> each.with(key, value)).toList());
  }

  /**
   * Searches every experiment in order.
   *
   * @param done told of each as soon as it is answered
   */
  public List<ExperimentRun> run(StudySearch search, Consumer<ExperimentRun> done) {
    List<ExperimentRun> runs = new ArrayList<>();
    for (Experiment experiment : experiments) {
      ExperimentRun run = ExperimentRun.of(experiment, search);
      runs.add(run);
      done.accept(run);
    }
    return List.copyOf(runs);
  }

  /** Reads a text, as {@link #read(Path)} does. */
  public static Experiments parse(String yaml) {
    return read(new YamlText("experiments", yaml));
  }

  private static Experiments read(YamlText text) {
    YamlNode.Section root = YamlReader.read(text);
    Map<String, YamlNode.Entry> written = new LinkedHashMap<>(root.entries());
    YamlNode.Entry order = written.remove(ORDER);
    Models models = new Models();
    List<Experiment> experiments = new ArrayList<>();
    for (String name : order == null ? List.copyOf(written.keySet()) : listed(order, written)) {
      experiments.add(experiment(name, written.get(name), models));
    }
    if (experiments.isEmpty()) {
      throw InvalidValueException.because(root.at() + ": the file holds no experiment.");
    }
    return new Experiments(experiments);
  }

  private static List<String> listed(YamlNode.Entry order, Map<String, YamlNode.Entry> written) {
    if (!(order.value() instanceof YamlNode.Items items)) {
      throw InvalidValueException.because(
          order.at() + ": '" + ORDER + "' takes a list of experiments, such as [first, second].");
    }
    List<String> names = new ArrayList<>();
    for (YamlNode item : items.items()) {
      String name = String.valueOf(item.plain());
      if (!written.containsKey(name)) {
        throw UnknownNameException.of("experiment in " + item.at() + ":", name, written.keySet());
      }
      if (names.contains(name)) {
        throw InvalidValueException.because(item.at() + ": '" + name + "' is listed twice.");
      }
      names.add(name);
    }
    return names;
  }

  private static Experiment experiment(String name, YamlNode.Entry entry, Models models) {
    try {
      if (!(entry.value() instanceof YamlNode.Section fields)) {
        throw InvalidValueException.because(
            entry.at() + ": experiment '" + name + "' takes keys and values.");
      }
      return new ExperimentReader(name, fields).read(models);
    } catch (ServeLabException failure) {
      return Experiment.failed(name, failure);
    }
  }
}
