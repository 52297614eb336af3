package io.servelab.study;

import io.servelab.engine.Images;
import io.servelab.error.InvalidValueException;
import io.servelab.model.VisionDetails;
import io.servelab.perf.PerfDatabase;
import io.servelab.search.EncoderPools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a study says about workers of their own that encode images. */
final class EncoderReader {

  private static final String SEPARATE = "encoder.separate";

  private final StudyConfig config;
  private final Values values;

  EncoderReader(StudyConfig config, Values values) {
    this.config = config;
    this.values = values;
  }

  /** Separate encoders, if the study asks for them. */
  Optional<EncoderPools> read(Images images) {
    if (!config.find(SEPARATE).map(flag -> (Boolean) flag.value()).orElse(false)) {
      requireNoSettings();
      return Optional.empty();
    }
    if (!(config.model().details() instanceof VisionDetails)) {
      throw values.error(
          config.model().id() + " has no vision encoder to separate.", SEPARATE, "model");
    }
    return Optional.of(
        values.explained(() -> pools(images), SEPARATE, "image_height", "image_width"));
  }

  private EncoderPools pools(Images images) {
    EncoderPools usual = EncoderPools.of(images);
    List<Long> batches =
        given("encoder.batch", key -> values.sizes(key).stream().map(Integer::longValue).toList())
            .orElse(usual.batches());
    return new EncoderPools(
        images,
        given("encoder.tp", values::sizes).orElse(usual.tp()),
        batches,
        given("encoder.max_workers", key -> (int) values.whole(key)).orElse(usual.maxWorkers()),
        given("encoder.correction", values::number).orElse(usual.correction()),
        Optional.<PerfDatabase>empty());
  }

  private <T> Optional<T> given(String key, Function<String, T> read) {
    return config.find(key).map(value -> read.apply(value.key()));
  }

  private void requireNoSettings() {
    for (Map.Entry<String, Object> setting : config.values().entrySet()) {
      if (setting.getKey().startsWith("encoder.") && !setting.getKey().equals(SEPARATE)) {
        throw InvalidValueException.of(
            setting.getKey(),
            YamlText.shown(setting.getValue()),
            "it is about separate encoders.\nSet " + SEPARATE + " = true to have them.");
      }
    }
  }
}
