package io.servelab.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The engine versions whose measurements a system offers: the current one, perhaps a previous and a
 * next.
 *
 * @param slots literal version by slot name; empty when nothing of the engine was measured
 */
public record VersionSlots(Map<String, String> slots) {

  /** Slot of the version that answers when none is asked for. */
  public static final String CURRENT = "current";

  private static final List<String> ALIASES = List.of(CURRENT, "previous", "next");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Copies the slots. */
  public VersionSlots {
    slots = Map.copyOf(slots);
  }

  /** Reads the slots of an engine on a system. */
  public static VersionSlots of(DataHome home, String system, ServingEngine engine) {
    Path file = home.folder().resolve("versions.yaml");
    try {
      JsonNode found = VersionsFile.read(file).path(system).path(engine.id());
      Map<String, String> slots = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> slot : found.properties()) {
        if (!slot.getValue().isNull()) {
          slots.put(slot.getKey(), slot.getValue().asText());
        }
      }
      return new VersionSlots(slots);
    } catch (IOException malformed) {
      throw InvalidValueException.because("Cannot read " + file + ": " + malformed.getMessage());
    }
  }

  /** Whether the system has measurements of the engine in any version. */
  public boolean measured() {
    return !slots.isEmpty();
  }

  /**
   * The literal version that a request means.
   *
   * <p>Where nothing was measured any literal version passes, since no table can contradict it.
   *
   * @param request a slot name, a slot's literal version, {@code latest} or blank for current
   * @throws UnknownNameException if it is neither
   * @throws InvalidValueException if a slot is asked for where nothing was measured
   */
  public String resolve(String request) {
    String wanted = request.isBlank() || request.equals("latest") ? CURRENT : request;
    if (slots.isEmpty()) {
      if (ALIASES.contains(wanted)) {
        throw InvalidValueException.of(
            "version", wanted, "no version of this engine is measured on this system.");
      }
      return wanted;
    }
    if (slots.containsValue(wanted)) {
      return wanted;
    }
    return Optional.ofNullable(slots.get(wanted))
        .orElseThrow(() -> UnknownNameException.among("engine version", request, choices()));
  }

  /** Whether {@link #resolve} knows the version. */
  public boolean offers(String request) {
    boolean slot = request.isBlank() || request.equals("latest");
    return slots.isEmpty()
        ? !slot && !ALIASES.contains(request)
        : slot || slots.containsKey(request) || slots.containsValue(request);
  }

  /**
   * The measured version that is nearest to another one: the latest earlier one, else the earliest.
   * Empty if the text is no version at all.
   */
  public Optional<String> nearest(String version) {
    if (numbers(version).isEmpty()) {
      return Optional.empty();
    }
    Comparator<String> order = Comparator.comparing(VersionSlots::numbers, VersionSlots::compare);
    List<String> measured = slots.values().stream().sorted(order).toList();
    return measured.stream()
        .filter(slot -> order.compare(slot, version) <= 0)
        .reduce((earlier, later) -> later)
        .or(() -> measured.stream().findFirst());
  }

  private static List<Integer> numbers(String version) {
    return NUMBER.matcher(version).results().map(part -> Integer.valueOf(part.group())).toList();
  }

  /** A version with fewer numbers is the later one: {@code 1.3.0} follows {@code 1.3.0rc20}. */
  private static int compare(List<Integer> one, List<Integer> other) {
    for (int place = 0; place < Math.min(one.size(), other.size()); place++) {
      int difference = Integer.compare(one.get(place), other.get(place));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(other.size(), one.size());
  }

  private List<String> choices() {
    return ALIASES.stream()
        .filter(slots::containsKey)
        .map(slot -> slot + " (" + slots.get(slot) + ")")
        .toList();
  }
}
