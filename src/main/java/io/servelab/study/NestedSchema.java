package io.servelab.study;

import io.servelab.error.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nested schema of release 0.4.0, turned into fields without sections.
 *
 * <p>Keys of its section {@code config} may also stand beside it. A few fields mean several others
 * and are spelt out.
 */
final class NestedSchema {

  private static final Set<String> MARKS =
      Set.of(
          "mode",
          "config",
          "profiles",
          "worker_config",
          "prefill_worker_config",
          "decode_worker_config",
          "replica_config",
          "advanced_tuning_config");

  private static final String MODE = "mode";
  private static final String FORMAT = "use_specific_quant_mode";
  private static final String DRAFTS = "config.nextn";
  private static final String RATES = "config.nextn_accept_rates";
  private static final List<Double> USUAL_RATES = List.of(0.85, 0.3);

  private final Map<String, YamlNode.Entry> fields = new LinkedHashMap<>();
  private final Position at;

  private NestedSchema(YamlNode.Section experiment) {
    this.at = experiment.at();
    experiment.entries().forEach((name, entry) -> flatten(place(name), entry));
  }

  /** Whether an experiment is written in this schema. */
  static boolean matches(YamlNode.Section experiment) {
    return experiment.entries().keySet().stream().anyMatch(MARKS::contains);
  }

  /**
   * The fields of an experiment, sections joined by dots.
   *
   * @param notes what is said about the conversion
   */
  static YamlNode.Section flattened(YamlNode.Section experiment, List<String> notes) {
    NestedSchema schema = new NestedSchema(experiment);
    schema.dropMode(notes);
    schema.spreadFormat();
    schema.foldRates(notes);
    return new YamlNode.Section(schema.fields, schema.at);
  }

  private static String place(String name) {
    boolean top =
        name.equals("config")
            || name.equals(MODE)
            || name.equals(FORMAT)
            || Vocabulary.NESTED.fields().contains(name);
    return top ? name : "config." + name;
  }

  private void flatten(String name, YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Section section) {
      section.entries().forEach((inner, held) -> flatten(name + "." + inner, held));
    } else if (entry.value().plain() != null) {
      fields.put(name, entry);
    }
  }

  /** A replacing patch held everything that its release knew, which is less than there is now. */
  private void dropMode(List<String> notes) {
    YamlNode.Entry mode = fields.remove(MODE);
    if (mode == null || "patch".equals(mode.value().plain())) {
      return;
    }
    if (!"replace".equals(mode.value().plain())) {
      throw InvalidValueException.because(mode.at() + ": mode is patch or replace.");
    }
    notes.add("mode replace: what the experiment does not set keeps its usual value");
  }

  /** One format for dense projections and experts, but for the one that only experts have. */
  private void spreadFormat() {
    YamlNode.Entry format = fields.remove(FORMAT);
    if (format == null) {
      return;
    }
    fields.put("moe", format);
    if (!"w4afp8".equals(format.value().plain())) {
      fields.put("gemm", format);
    }
  }

  /** Acceptance of every drafted token, given that those before it were accepted. */
  private void foldRates(List<String> notes) {
    YamlNode.Entry rates = fields.remove(RATES);
    YamlNode.Entry drafts = fields.get(DRAFTS);
    if (drafts == null
        || !(drafts.value().plain() instanceof Number count)
        || count.longValue() < 1
        || fields.containsKey("config.nextn_accepted")) {
      return;
    }
    List<?> given =
        rates != null && rates.value() instanceof YamlNode.Items items
            ? items.plain()
            : USUAL_RATES;
    double accepted = 0;
    double together = 1;
    for (int index = 0; index < Math.min(count.longValue(), given.size()); index++) {
      if (!(given.get(index) instanceof Number rate)) {
        throw InvalidValueException.of(RATES, given, "acceptance rates are numbers.");
      }
      together *= rate.doubleValue();
      accepted += together;
    }
    Position where = rates == null ? drafts.at() : rates.at();
    fields.put(
        "config.nextn_accepted", new YamlNode.Entry(where, new YamlNode.Scalar(accepted, where)));
    notes.add("acceptance rates " + given + " became nextn_accepted " + accepted);
  }
}
