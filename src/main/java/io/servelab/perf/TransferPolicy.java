package io.servelab.perf;

import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which transfers an estimate may use.
 *
 * @param allowed the permitted kinds
 */
public record TransferPolicy(Set<TransferKind> allowed) {

  /** Every kind of transfer. */
  public static final TransferPolicy AGGRESSIVE =
      new TransferPolicy(EnumSet.allOf(TransferKind.class));

  private static final Map<String, Set<TransferKind>> PRESETS =
      Map.of(
          "off", Set.of(),
          "conservative", Set.of(TransferKind.XSHAPE),
          "balanced", Set.of(TransferKind.XSHAPE, TransferKind.XQUANT),
          "aggressive", AGGRESSIVE.allowed);

  /** Copies the kinds. */
  public TransferPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Reads a comma-separated list of presets ({@code off}, {@code conservative}, {@code balanced},
   * {@code aggressive}) and kinds ({@code xshape} and so on); blank means aggressive.
   *
   * @throws UnknownNameException if a word is neither
   */
  public static TransferPolicy parse(String text) {
    if (text.isBlank()) {
      return AGGRESSIVE;
    }
    Set<TransferKind> kinds = EnumSet.noneOf(TransferKind.class);
    for (String word : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      String token = word.strip();
      if (PRESETS.containsKey(token)) {
        kinds.addAll(PRESETS.get(token));
      } else {
        kinds.add(kind(token));
      }
    }
    return new TransferPolicy(kinds);
  }

  /** Whether this kind of transfer may be used. */
  public boolean allows(TransferKind kind) {
    return allowed.contains(kind);
  }

  private static TransferKind kind(String token) {
    return Arrays.stream(TransferKind.values())
        .filter(kind -> kind.id().equals(token))
        .findFirst()
        .orElseThrow(() -> UnknownNameException.of("transfer policy", token, words()));
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(PRESETS.keySet());
    Arrays.stream(TransferKind.values()).map(TransferKind::id).forEach(words::add);
    return words;
  }
}
