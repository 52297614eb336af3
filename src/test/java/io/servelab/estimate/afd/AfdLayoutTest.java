package io.servelab.estimate.afd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which nodes run what. */
class AfdLayoutTest {

  private static final ModelConfig EXPERTS = new Models().find("deepseek-ai/DeepSeek-V3");
  private static final ModelConfig DENSE = new Models().find("Qwen/Qwen3-32B");

  @Property
  void gpusAddUp(
      @ForAll @IntRange(min = 1, max = 9) int a,
      @ForAll @IntRange(min = 1, max = 9) int f,
      @ForAll @IntRange(min = 0, max = 3) int power) {
    AfdLayout layout = new AfdLayout(a, f, 1 << power, 1, 8);
    assertEquals(layout.gpus(), layout.attentionWorkers() * (1 << power) + layout.ffnTp());
  }

  @Test
  void aTokenVisitsANodeUnlessAllItsExpertsAreElsewhere() {
    assertEquals(1, new AfdLayout(1, 1, 1, 1, 8).nodeShare(EXPERTS));
    // 1 - C(128, 8) / C(256, 8) and 1 - C(192, 8) / C(256, 8)
    assertEquals(0.9965101, new AfdLayout(1, 2, 1, 1, 8).nodeShare(EXPERTS), 1e-7);
    assertEquals(0.9035536, new AfdLayout(1, 4, 1, 1, 8).nodeShare(EXPERTS), 1e-7);
    assertEquals(0.25, new AfdLayout(1, 4, 1, 1, 8).nodeShare(DENSE));
  }

  @Test
  void aSideWithoutANodeOrAWidthThatDividesNothingIsRefused() {
    for (String expected : new String[] {"n_a_nodes", "n_f_nodes", "a_tp_size", "f_moe_ep_size"}) {
      String message =
          assertThrows(InvalidValueException.class, () -> broken(expected)).getMessage();
      assertTrue(message.contains(expected), message);
    }
  }

  private static AfdLayout broken(String what) {
    return new AfdLayout(
        what.equals("n_a_nodes") ? 0 : 1,
        what.equals("n_f_nodes") ? 0 : 2,
        what.equals("a_tp_size") ? 3 : 1,
        what.equals("f_moe_ep_size") ? 3 : 1,
        8);
  }
}
