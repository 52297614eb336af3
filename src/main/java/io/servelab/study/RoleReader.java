package io.servelab.study;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantChoices;
import io.servelab.search.ParallelSpace;
import io.servelab.search.RoleSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what a study says about the workers of one role. */
final class RoleReader {

  private static final List<String> SIZES =
      List.of("gpus", "tp", "pp", "dp", "moe_tp", "moe_ep", "cp");

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
   * <p>Its layouts are left to the search unless a person chose some, since the search may add
   * layouts for which it finds measurements.
   */
  RoleSettings read(String role) {
    ParallelSpace space = space(role);
    String[] keys = SIZES.stream().map(size -> role + "." + size).toArray(String[]::new);
    if (space.layouts(config.model(), engine).isEmpty()) {
      throw values.error(
          "No layout of "
              + engine
              + " is made of these sizes: the product of a worker's parallel sizes must be one of "
              + role
              + ".gpus, and experts must spread over the GPUs of attention.",
          keys);
    }
    boolean chosen = Stream.of(keys).anyMatch(values::isChosen);
    return new RoleSettings(chosen ? Optional.of(space) : Optional.empty(), quant(role + "."));
  }

  private ParallelSpace space(String role) {
    List<List<Integer>> sizes =
        SIZES.stream().map(size -> values.sizes(role + "." + size)).toList();
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
