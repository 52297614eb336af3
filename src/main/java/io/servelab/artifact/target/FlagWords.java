package io.servelab.artifact.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.servelab.artifact.setting.EngineFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of flags as words of a command line. */
public final class FlagWords {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private FlagWords() {}

  /** Words behind a flag; none if it is bare. */
  public static List<String> of(EngineFlag flag) {
    if (flag.isSwitch()) {
      return List.of();
    }
    if (flag.value() instanceof Iterable<?> items) {
      List<String> words = new ArrayList<>();
      items.forEach(item -> words.add(item.toString()));
      return words;
    }
    return List.of(text(flag.value()));
  }

  /** A value as one word: JSON for what has members. */
  public static String text(Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      return value.toString();
    }
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
