package io.servelab.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers of different shapes, found by architecture search.
 *
 * @param blocks runs of equal layers, first layer first
 */
public record NasDetails(List<NasBlock> blocks) implements FamilyDetails {

  private static final double USUAL_FFN_MULTIPLE = 3.5;

  /** Copies the blocks. */
  public NasDetails {
    blocks = List.copyOf(blocks);
  }

  static NasDetails read(ConfigFields fields) {
    List<NasBlock> runs = new ArrayList<>();
    for (ConfigFields layer : fields.children("block_configs")) {
      NasBlock block = block(layer);
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).sameShape(block)) {
        runs.set(last, block.withCount(runs.get(last).count() + 1));
      } else {
        runs.add(block);
      }
    }
    return new NasDetails(runs);
  }

  private static NasBlock block(ConfigFields layer) {
    ConfigFields attention = layer.requiredChild("attention");
    ConfigFields ffn = layer.requiredChild("ffn");
    return new NasBlock(
        1,
        !attention.flag("no_op"),
        attention.integer("n_heads_in_group").orElse(0),
        !ffn.flag("no_op"),
        ffn.number("ffn_mult").orElse(USUAL_FFN_MULTIPLE));
  }
}
