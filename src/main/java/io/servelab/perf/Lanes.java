package io.servelab.perf;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.perf.PerfTable.TextColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kernel lanes of attention in order of preference: whichever lane comes first and has a slice
 * answers for it.
 *
 * @param prefill order for prefill attention
 * @param decode order for decode attention
 */
public record Lanes(List<String> prefill, List<String> decode) {

  /** No preference. */
  public static final String DEFAULT = "default";

  /** No preference in either phase. */
  public static final Lanes NONE = new Lanes(List.of(DEFAULT), List.of(DEFAULT));

  private static final Map<String, List<String>> SGLANG =
      Map.of(
          "fa3", List.of("fa3"),
          "triton", List.of("triton"),
          "trtllm_mha", List.of("trtllm_mha"),
          "flashinfer", List.of("flashinfer"),
          "fla", List.of("fla"));
  private static final Map<String, List<String>> VLLM =
      Map.of(
          "triton", List.of("vllm_triton_attn"),
          "flashinfer",
              List.of(
                  "vllm_flashinfer_trtllmprefill",
                  "vllm_flashinfer_trtllmdecode",
                  "vllm_flashinfer"));

  private static final TableIndex<List<Lane>> INDEX = Lanes::read;

  /** Copies the orders. */
  public Lanes {
    prefill = List.copyOf(prefill);
    decode = List.copyOf(decode);
  }

  /** One line of the lane file. */
  private record Lane(String table, String pinned, String lane, String tier) {
    boolean measured() {
      return !tier.equals("absent");
    }

    boolean own() {
      return !tier.equals("donor");
    }
  }

  /**
   * The order that an engine version follows on a system.
   *
   * @param backend attention backend asked for; blank for the engine's own choice
   * @throws InvalidValueException if the engine has no such backend or it was not measured
   */
  public static Lanes of(PerfDatabase database, String backend) {
    List<String> overrides = overrides(database.engine(), backend);
    return new Lanes(
        order(database, "context_attention", backend, overrides),
        order(database, "generation_attention", backend, overrides));
  }

  private static List<String> overrides(ServingEngine engine, String backend) {
    if (backend.isBlank() || backend.equals(DEFAULT)) {
      return List.of();
    }
    Map<String, List<String>> known =
        switch (engine) {
          case SGLANG -> SGLANG;
          case VLLM -> VLLM;
          case TRTLLM -> Map.of();
        };
    if (!known.containsKey(backend)) {
      throw InvalidValueException.attentionBackend(
          "Attention backend '"
              + backend
              + "' is not modelled for "
              + engine
              + ".\nAvailable: "
              + String.join(
                  ", ",
                  Stream.concat(known.keySet().stream().sorted(), Stream.of(DEFAULT)).toList()));
    }
    return known.get(backend);
  }

  private static List<String> order(
      PerfDatabase database, String table, String backend, List<String> overrides) {
    List<Lane> lanes =
        database.index(INDEX).stream()
            .filter(lane -> lane.table.equals(table))
            .filter(lane -> lane.own() || database.mode().sharesRows())
            .toList();
    requireMeasured(database, table, backend, overrides, lanes);
    String pinned = lanes.isEmpty() ? "" : lanes.get(0).pinned;
    if (overrides.isEmpty() && pinned.isEmpty()) {
      return List.of(DEFAULT);
    }
    List<String> order = new ArrayList<>(overrides);
    if (!pinned.isEmpty() && !pinned.equals(DEFAULT)) {
      order.add(pinned);
    }
    lanes.forEach(lane -> order.add(lane.lane));
    return order.stream().distinct().toList();
  }

  private static void requireMeasured(
      PerfDatabase database,
      String table,
      String backend,
      List<String> overrides,
      List<Lane> lanes) {
    List<String> measured = lanes.stream().filter(Lane::measured).map(Lane::lane).toList();
    if (!overrides.isEmpty() && overrides.stream().noneMatch(measured::contains)) {
      throw InvalidValueException.attentionBackend(
          "Attention backend '"
              + backend
              + "' has no rows in table "
              + table
              + " of "
              + database
              + ".\nMeasured lanes: "
              + String.join(", ", measured));
    }
  }

  private static List<Lane> read(PerfDatabase database) {
    DataHome home = database.home();
    Path file = home.folder().resolve("lanes.csv");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    PerfTable lines = TableReader.read("lanes", file, Set.of("version"));
    TextColumn system = lines.text("system");
    TextColumn engine = lines.text("engine");
    TextColumn version = lines.text("version");
    List<Lane> lanes = new ArrayList<>();
    for (int row = 0; row < lines.rows(); row++) {
      if (system.at(row).equals(database.system().name())
          && engine.at(row).equals(database.engine().id())
          && version.at(row).equals(database.version())) {
        lanes.add(
            new Lane(
                lines.text("table").at(row),
                lines.text("framework_default").at(row),
                lines.text("lane").at(row),
                lines.text("tier").at(row)));
      }
    }
    return List.copyOf(lanes);
  }
}
