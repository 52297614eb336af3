package io.servelab.study;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantChoices;
import io.servelab.search.LayoutSizes;
import io.servelab.search.LayoutSizes.Axis;
import io.servelab.search.ParallelSpace;
import io.servelab.search.RoleSettings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a study says about the workers of one role. */
final class RoleReader {

  private static final List<Integer> WIDE = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);

  private final StudyConfig config;
  private final Values values;
  private final ServingEngine engine;

  RoleReader(StudyConfig config, Values values, ServingEngine engine) {
    this.config = config;
    this.values = values;
    this.engine = engine;
  }

  /**
   * Settings of a role.
   *
   * <p>Sizes are left to the search unless a person chose them, since the search may add sizes for
   * which it finds measurements.
   */
  RoleSettings read(String role) {
    ParallelSpace space = space(role);
    Map<Axis, List<Integer>> chosen = new EnumMap<>(Axis.class);
    for (Axis axis : Axis.values()) {
      String key = key(role, axis);
      if (values.isChosen(key)) {
        chosen.put(axis, values.sizes(key));
      }
    }
    LayoutSizes sizes = new LayoutSizes(chosen);
    requireLayouts(role, space, sizes);
    return new RoleSettings(sizes, quant(role + "."));
  }

  private static String key(String role, Axis axis) {
    return role + "." + axis.name().toLowerCase(Locale.ROOT);
  }

  private void requireLayouts(String role, ParallelSpace space, LayoutSizes sizes) {
    if (!space.layouts(config.model(), engine).isEmpty()
        || !sizes.over(spread(space)).layouts(config.model(), engine).isEmpty()) {
      return;
    }
    throw values.error(
        "No layout of "
            + engine
            + " is made of these sizes: the product of a worker's parallel sizes must be one of "
            + role
            + ".gpus, and experts must spread over the GPUs of attention.",
        Arrays.stream(Axis.values()).map(axis -> key(role, axis)).toArray(String[]::new));
  }

  /** A space with the sizes of experts that are spread over many nodes. */
  private static ParallelSpace spread(ParallelSpace space) {
    return new ParallelSpace(WIDE, space.tp(), space.pp(), WIDE, space.moeTp(), WIDE, space.cp());
  }

  private ParallelSpace space(String role) {
    List<List<Integer>> sizes =
        Arrays.stream(Axis.values()).map(axis -> values.sizes(key(role, axis))).toList();
    boolean splits = !sizes.get(6).equals(List.of(1));
    if (splits && role.equals("decode")) {
      throw values.error("Decoding never splits a prompt over GPUs.", "decode.cp");
    }
    if (splits && engine != ServingEngine.SGLANG) {
      throw values.error(
          "Only sglang splits a prompt over GPUs, not " + engine + ".", role + ".cp", "backend");
    }
    return new ParallelSpace(
        sizes.get(0),
        sizes.get(1),
        sizes.get(2),
        sizes.get(3),
        sizes.get(4),
        sizes.get(5),
        sizes.get(6));
  }

  /**
   * Number formats that are chosen.
   *
   * @param prefix role and dot, or blank for those of the whole study
   */
  QuantChoices quant(String prefix) {
    return new QuantChoices(
        format(prefix + "gemm", GemmQuant::of),
        format(prefix + "moe", MoeQuant::of),
        format(prefix + "kvcache", KvQuant::of),
        format(prefix + "fmha", FmhaQuant::of),
        format(prefix + "comm", CommQuant::of));
  }

  private <Q> Optional<Q> format(String key, Function<String, Q> find) {
    return config.find(key).map(value -> find.apply(value.value().toString()));
  }
}
