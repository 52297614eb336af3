package io.servelab.op.moe;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.Locale;

/** The steps of an exchange of tokens between ranks that hold experts. */
public enum ExchangePhase {
  /** Ranks agree on how much goes where. */
  PREPARE,
  /** Tokens travel to their experts. */
  DISPATCH,
  /** Results travel back and are summed. */
  COMBINE;

  /**
   * The step with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static ExchangePhase of(String id) {
    return Arrays.stream(values())
        .filter(phase -> phase.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "exchange phase", id, Arrays.stream(values()).map(ExchangePhase::id).toList()));
  }

  /** Name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
