package io.servelab.model;

import java.util.EnumSet;
import java.util.Set;

/** Which groups of projections a checkpoint's exclusion pattern names. */
final class ExcludedProjections {

  private ExcludedProjections() {}

  static Set<Projection> named(String pattern) {
    Set<Projection> groups = EnumSet.noneOf(Projection.class);
    if (pattern.contains("shared_expert")) {
      groups.add(Projection.SHARED_EXPERT);
    }
    if (pattern.contains("indexer")) {
      groups.add(Projection.INDEXER);
    }
    if (pattern.contains("q_a_proj") || pattern.contains("q_b_proj") || pattern.contains("q_proj")) {
      groups.add(Projection.ATTENTION_Q);
    }
    if (pattern.contains("kv_a_proj")
        || pattern.contains("kv_b_proj")
        || pattern.contains("k_proj")
        || pattern.contains("v_proj")) {
      groups.add(Projection.ATTENTION_KV);
    }
    if (pattern.contains("o_proj")) {
      groups.add(Projection.ATTENTION_O);
    }
    if (groups.isEmpty() && pattern.contains("self_attn")) {
      groups.addAll(
          Set.of(
              Projection.ATTENTION_Q,
              Projection.ATTENTION_KV,
              Projection.ATTENTION_O,
              Projection.INDEXER));
    }
    return groups;
  }
}
