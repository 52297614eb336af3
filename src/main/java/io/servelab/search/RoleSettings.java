package io.servelab.search;

import io.servelab.model.QuantChoices;
import java.util.Optional;

/**
 * What one role of worker does differently from the rest of a search.
 *
 * @param space layouts to consider; empty for the usual ones
 * @param quant number formats, where they differ from those of the whole search
 */
public record RoleSettings(Optional<ParallelSpace> space, QuantChoices quant) {

  /** Nothing different. */
  public static final RoleSettings NONE = new RoleSettings(Optional.empty(), QuantChoices.NONE);
}
