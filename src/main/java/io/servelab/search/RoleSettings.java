package io.servelab.search;

import io.servelab.model.QuantChoices;

/**
 * What one role of worker does differently from the rest of a search.
 *
 * @param sizes sizes of its layouts, where a person chose some
 * @param quant number formats, where they differ from those of the whole search
 */
public record RoleSettings(LayoutSizes sizes, QuantChoices quant) {

  /** Nothing different. */
  public static final RoleSettings NONE = new RoleSettings(LayoutSizes.NONE, QuantChoices.NONE);
}
