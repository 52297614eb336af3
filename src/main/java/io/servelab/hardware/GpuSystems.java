package io.servelab.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads system descriptions from YAML. */
public final class GpuSystems {

  private static final String FILE = "system.yaml";
  private static final String SUFFIX = ".yaml";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private GpuSystems() {}

  /** Names of all described systems, sorted. */
  public static List<String> names(DataHome home) {
    try (Stream<Path> folders = Files.list(home.folder())) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw InvalidValueException.of("data folder", home.folder(), unreadable.getMessage());
    }
  }

  /**
   * Reads a described system.
   *
   * @param name name of a described system, or a path to a description that ends in {@code .yaml}
   * @throws UnknownNameException if no system has the name
   */
  public static GpuSystem find(DataHome home, String name) {
    if (isDescription(name)) {
      String stem = Path.of(name).getFileName().toString();
      return read(stem.substring(0, stem.length() - SUFFIX.length()), Path.of(name));
    }
    Path file = home.folder().resolve(name).resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw UnknownNameException.of("system", name, names(home));
    }
    return read(name, file);
  }

  /** Whether a name is the path of a description. */
  public static boolean isDescription(String name) {
    return name.endsWith(SUFFIX) && Files.isRegularFile(Path.of(name));
  }

  /**
   * Reads a description, also one that a user wrote for a GPU nobody measured.
   *
   * @param name identifier of the system
   * @param file YAML with the sections {@code gpu}, {@code node} and {@code misc}
   * @throws InvalidValueException if a required field is missing or not a number
   */
  public static GpuSystem read(String name, Path file) {
    JsonNode root;
    try {
      root = YAML.readTree(file.toFile());
    } catch (IOException malformed) {
      throw InvalidValueException.because(
          "Cannot read system description " + file + ": " + malformed.getMessage());
    }
    Section gpu = new Section(file, "gpu", root.path("gpu"));
    Section node = new Section(file, "node", root.path("node"));
    Section misc = new Section(file, "misc", root.path("misc"));
    return new GpuSystem(
        name,
        gpu(gpu),
        links(node),
        communicatorBytes(misc),
        (long) misc.required("other_mem"),
        misc.text("nccl_version"),
        misc.text("oneccl_version"));
  }

  private static Gpu gpu(Section gpu) {
    Map<MathType, Double> flops = new EnumMap<>(MathType.class);
    for (MathType type : MathType.values()) {
      gpu.optional(type.id() + "_tc_flops").ifPresent(rate -> flops.put(type, rate));
    }
    return new Gpu(
        gpu.required("mem_bw"),
        gpu.optional("mem_bw_empirical_scaling_factor").orElse(1),
        gpu.optional("mem_empirical_constant_latency").orElse(0),
        (long) gpu.required("mem_capacity"),
        flops,
        gpu.optional("power").orElse(0),
        gpu.optionalInt("sm_version"));
  }

  private static Interconnect links(Section node) {
    return new Interconnect(
        (int) node.required("num_gpus_per_node"),
        node.optionalInt("num_gpus_per_rack"),
        node.required("intra_node_bw"),
        node.required("inter_node_bw"),
        node.optional("inter_rack_bw"),
        node.optional("pcie_bw"),
        node.optional("p2p_latency").orElse(0));
  }

  private static Map<Integer, Long> communicatorBytes(Section misc) {
    Map<Integer, Long> bytes = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : misc.node().path("nccl_mem").properties()) {
      bytes.put(Integer.valueOf(entry.getKey()), entry.getValue().longValue());
    }
    return bytes;
  }

  /** One section of a description, with errors that name the field. */
  private record Section(Path file, String name, JsonNode node) {

    double required(String field) {
      return optional(field)
          .orElseThrow(
              () ->
                  InvalidValueException.because(
                      "System description " + file + " lacks " + name + "." + field + "."));
    }

    OptionalDouble optional(String field) {
      JsonNode value = node.path(field);
      if (value.isMissingNode() || value.isNull()) {
        return OptionalDouble.empty();
      }
      if (!value.isNumber()) {
        throw InvalidValueException.of(
            name + "." + field, value.asText(), "expected a number in " + file + ".");
      }
      return OptionalDouble.of(value.doubleValue());
    }

    OptionalInt optionalInt(String field) {
      OptionalDouble value = optional(field);
      return value.isPresent() ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }

    String text(String field) {
      return node.path(field).asText("");
    }
  }
}
