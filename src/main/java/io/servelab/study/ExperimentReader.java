package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;
import java.util.ArrayList;
import java.util.List;

/** Reads one experiment in whichever schema it is written. */
final class ExperimentReader {

  private static final List<String> DEFAULTS = List.of("experiment", "experiment-targets");

  private final String name;
  private final YamlNode.Section written;
  private final List<String> notes = new ArrayList<>();

  ExperimentReader(String name, YamlNode.Section written) {
    this.name = name;
    this.written = written;
  }

  /**
   * The experiment as a study.
   *
   * @param models where models are looked up
   * @throws InvalidValueException if it asks for what the library lacks
   */
  Experiment read(Models models) {
    boolean nested = NestedSchema.matches(written);
    YamlNode.Section fields = nested ? NestedSchema.flattened(written, notes) : written;
    FieldTranslator translator =
        new FieldTranslator(nested ? Vocabulary.NESTED : Vocabulary.FLAT, mode(fields));
    fields.entries().forEach(translator::add);
    if (!translator.lacking().isEmpty()) {
      throw InvalidValueException.because(
          "Experiment '"
              + name
              + "' asks for what this library lacks: "
              + String.join("; ", translator.lacking())
              + ".\nTake these fields out to run it without.");
    }
    if (nested) {
      notes.add("read from the nested schema of 0.4.0: " + translator.conversions());
    }
    notes.addAll(translator.ignored());
    ConfigPatch patch = ConfigPatch.of(translator.settings(), name);
    return Experiment.of(name, standard(models).with(ConfigLayer.of("user", patch)), notes);
  }

  private static String mode(YamlNode.Section fields) {
    YamlNode.Entry mode = fields.entries().get("serving_mode");
    return mode == null || mode.value().plain() == null
        ? "agg"
        : String.valueOf(mode.value().plain());
  }

  /** Experiments start from defaults of their own, which stand right above the base. */
  private static StudyConfig standard(Models models) {
    List<ConfigLayer> layers = new ArrayList<>(ShippedLayers.all());
    int above = 1;
    for (String file : DEFAULTS) {
      layers.add(above++, LayerYaml.read(file, ShippedFiles.yaml("experiments/" + file + ".yaml")));
    }
    return StudyConfig.of(layers, models);
  }
}
