package io.servelab.study;

import io.servelab.search.score.Bound;
import io.servelab.search.score.Penalty;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds as people write them, as settings of a study. */
public final class BoundSettings {

  private BoundSettings() {}

  /**
   * A bound that nothing may break.
   *
   * @param text metric, sign and number, such as {@code power_w <= 700}
   */
  public static Map<String, Object> hard(String text) {
    Bound bound = Bound.parse(text);
    String side = bound.side() == Bound.Side.AT_MOST ? ".most" : ".least";
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(section(bound) + side, bound.limit());
    return settings;
  }

  /** A bound that lowers the score of what breaks it. */
  public static Map<String, Object> soft(String text, Penalty penalty) {
    Map<String, Object> settings = hard(text);
    String section = section(Bound.parse(text));
    settings.put(section + ".weight", penalty.weight());
    settings.put(section + ".steepness", penalty.steepness());
    return settings;
  }

  private static String section(Bound bound) {
    return "constraints." + bound.metric().id();
  }
}
