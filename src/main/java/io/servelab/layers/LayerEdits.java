package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.layers.LayerEdit.Add;
import io.servelab.layers.LayerEdit.Drop;
import io.servelab.layers.LayerEdit.Replace;
import io.servelab.layers.LayerEdit.Requantise;
import io.servelab.layers.LayerEdit.Scale;
import io.servelab.layers.LayerEdit.Within;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Edits as sections of a study file, and back.
 *
 * <p>{@code {scale: context_attention, factor: 0.8}}, {@code {drop: context_ar_1}}, {@code
 * {requantise: qkv_gemm, format: fp8, layers: 0-11}}, {@code {replace: context_act_gate, call_ms:
 * 0.002}}, {@code {add: context_extra, after: context_ffn2_gemm, bytes_per_token: 8192}}. The new
 * operation of the last two is told by {@code call_ms} and {@code token_ms}, by {@code
 * bytes_per_token}, or by {@code n}, {@code k} and {@code format}.
 */
public final class LayerEdits {

  private static final String SCALE = "scale";
  private static final String DROP = "drop";
  private static final String REPLACE = "replace";
  private static final String ADD = "add";
  private static final String REQUANTISE = "requantise";
  private static final String LAYERS = "layers";
  private static final List<String> KINDS = List.of(SCALE, DROP, REPLACE, ADD, REQUANTISE);

  private LayerEdits() {}

  /**
   * Reads a section.
   *
   * @throws InvalidValueException if it is none of the edits or a value does not do
   */
  public static LayerEdit read(Map<String, ?> section) {
    EditSection fields = new EditSection(section);
    LayerEdit edit = everywhere(section, fields);
    LayerEdit limited =
        section.containsKey(LAYERS)
            ? new Within(edit, LayerRange.parse(fields.text(LAYERS)))
            : edit;
    fields.requireAllRead();
    return limited;
  }

  /**
   * Reads the sections of a list.
   *
   * @throws InvalidValueException if one is no edit or a value does not do
   */
  public static List<LayerEdit> readAll(List<?> sections) {
    List<LayerEdit> edits = new ArrayList<>();
    for (Object section : sections) {
      if (!(section instanceof Map<?, ?> fields)) {
        throw InvalidValueException.of("layer edit", section, "a section is expected.");
      }
      Map<String, Object> named = new LinkedHashMap<>();
      fields.forEach((name, value) -> named.put(String.valueOf(name), value));
      edits.add(read(named));
    }
    return List.copyOf(edits);
  }

  /** Writes edits. */
  public static List<Map<String, Object>> writeAll(List<LayerEdit> edits) {
    return edits.stream().map(LayerEdits::write).toList();
  }

  private static LayerEdit everywhere(Map<String, ?> section, EditSection fields) {
    List<String> kinds = KINDS.stream().filter(section::containsKey).toList();
    if (kinds.size() != 1) {
      throw InvalidValueException.of(
          "layer edit", section, "it needs exactly one of " + String.join(", ", KINDS) + ".");
    }
    String kind = kinds.get(0);
    return switch (kind) {
      case SCALE -> new Scale(fields.text(SCALE), fields.number("factor"));
      case DROP -> new Drop(fields.text(DROP));
      case REPLACE -> new Replace(fields.text(REPLACE), fields.operation());
      case ADD -> new Add(fields.text("after"), fields.text(ADD), fields.operation());
      default -> new Requantise(fields.text(REQUANTISE), fields.text("format"));
    };
  }

  /**
   * Writes an edit.
   *
   * @throws InvalidValueException if its new operation cannot be told in a file
   */
  public static Map<String, Object> write(LayerEdit edit) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (edit instanceof Scale scale) {
      section.put(SCALE, scale.operation());
      section.put("factor", scale.factor());
    } else if (edit instanceof Drop drop) {
      section.put(DROP, drop.operation());
    } else if (edit instanceof Replace replace) {
      section.put(REPLACE, replace.operation());
      section.putAll(EditSection.of(replace.by()));
    } else if (edit instanceof Add add) {
      section.put(ADD, add.name());
      section.put("after", add.operation());
      section.putAll(EditSection.of(add.added()));
    } else if (edit instanceof Requantise requantise) {
      section.put(REQUANTISE, requantise.operation());
      section.put("format", requantise.format());
    } else if (edit instanceof Within within) {
      section.putAll(write(within.edit()));
      section.put(LAYERS, within.layers().toString());
    }
    return section;
  }
}
