package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Studies as YAML.
 *
 * <p>A written study holds every resolved value and the list of its layers. The values decide when
 * it is read again, so a result stays reproducible when shipped defaults change and an edit of a
 * value does what it says; what the layers would have set otherwise becomes a layer of its own.
 * Shipped layers are listed by name, others in full.
 */
final class StudyYaml {

  private static final String LAYERS = "layers";
  private static final String FROM_FILE = "file";

  private StudyYaml() {}

  static String write(StudyConfig config) {
    YamlWriter writer =
        new YamlWriter()
            .comment("A ServeLab study. These values decide; the layers say where they came from.")
            .entries(Sections.nested(config.values()))
            .list(LAYERS);
    for (ConfigLayer layer : config.layerList().layers()) {
      writer.item(ShippedLayers.all().contains(layer) ? layer.name() : LayerYaml.written(layer));
    }
    return writer.toString();
  }

  static StudyConfig read(YamlText text) {
    YamlNode.Section root = YamlReader.read(text);
    Map<String, YamlNode.Entry> settings = new LinkedHashMap<>(root.entries());
    YamlNode.Entry listed = settings.remove(LAYERS);
    Models models = new Models();
    ConfigPatch patch = ConfigPatch.of(settings, text.source());
    if (listed == null) {
      StudyConfig standard = StudyConfig.standard(models);
      return patch.keys().isEmpty() ? standard : standard.with(ConfigLayer.of("user", patch));
    }
    StudyConfig config = StudyConfig.of(layers(listed), models);
    ConfigPatch pinned = difference(config, patch);
    return pinned.keys().isEmpty()
        ? config
        : config.with(ConfigLayer.of(config.layerList().unused(FROM_FILE), pinned));
  }

  /** What the written values say that the layers do not. */
  private static ConfigPatch difference(StudyConfig config, ConfigPatch written) {
    Map<String, Object> current = config.values();
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    written
        .entries()
        .forEach(
            (key, value) -> {
              if (!value.equals(current.getOrDefault(key, Unset.UNSET))) {
                changed.put(key, value == Unset.UNSET ? null : value);
              }
            });
    for (String key : current.keySet()) {
      if (!written.keys().contains(key)) {
        changed.put(key, null);
      }
    }
    return ConfigPatch.of(changed, FROM_FILE);
  }

  private static List<ConfigLayer> layers(YamlNode.Entry listed) {
    if (!(listed.value() instanceof YamlNode.Items items)) {
      throw InvalidValueException.because(
          listed.at() + ": 'layers' takes a list of layers, the lowest first.");
    }
    List<ConfigLayer> layers = new ArrayList<>();
    items.items().forEach(item -> layers.add(layer(item)));
    return layers;
  }

  private static ConfigLayer layer(YamlNode item) {
    if (item instanceof YamlNode.Section section) {
      return LayerYaml.named(section);
    }
    String name = String.valueOf(item.plain());
    return ShippedLayers.find(name)
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "shipped layer in " + item.at() + ":", name, ShippedLayers.names()));
  }
}
