package io.servelab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a configuration and its quantisation file say about number formats. */
final class CheckpointReader {

  private static final String COMPRESSED_TENSORS = "compressed-tensors";
  private static final String MIXED_PRECISION = "mixed_precision";

  private final Optional<ConfigFields> embedded;
  private final Optional<ConfigFields> separate;

  private CheckpointReader(Optional<ConfigFields> embedded, Optional<ConfigFields> separate) {
    this.embedded = embedded;
    this.separate = separate;
  }

  /**
   * Reads both sources.
   *
   * @param root the configuration
   * @param file the separate quantisation file, if there is one
   */
  static CheckpointFormat read(ConfigFields root, Optional<ConfigFields> file) {
    Optional<ConfigFields> text = root.child("text_config");
    Optional<ConfigFields> embedded =
        root.child("quantization_config")
            .or(() -> text.flatMap(nested -> nested.child("quantization_config")));
    Optional<ConfigFields> separate = file.map(all -> all.child("quantization").orElse(all));
    String expertFormat =
        root.text("expert_dtype")
            .or(() -> text.flatMap(nested -> nested.text("expert_dtype")))
            .orElse("");
    return new CheckpointReader(embedded, separate).read(expertFormat);
  }

  private CheckpointFormat read(String expertFormat) {
    int blockSize = blockSize();
    String algorithm = withBlocks(algorithm(), blockSize);
    return new CheckpointFormat(
        algorithm,
        kvAlgorithm(),
        dynamicActivations(),
        blockSize,
        new LayerFormats(base(algorithm, blockSize), layerAlgorithms(), excluded()),
        expertFormat);
  }

  private String algorithm() {
    return normalised(
        separate
            .flatMap(fields -> fields.text("quant_algo"))
            .or(
                () ->
                    embedded.flatMap(
                        fields ->
                            fields
                                .text("quant_algo")
                                .or(() -> fields.text("quant_method"))
                                .or(() -> fields.text("quantization_method"))))
            .orElse(""));
  }

  private static String normalised(String algorithm) {
    String name = algorithm.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "w4a16_mxfp4" -> "mxfp4";
      case "mixed-precision", "mixedprecision" -> MIXED_PRECISION;
      case "compressed_tensors" -> COMPRESSED_TENSORS;
      default -> name;
    };
  }

  private static String withBlocks(String algorithm, int blockSize) {
    return algorithm.equals("fp8") && blockSize > 0 ? "fp8_block" : algorithm;
  }

  private int blockSize() {
    return embedded.stream()
        .flatMap(fields -> fields.integers("weight_block_size").stream())
        .findFirst()
        .orElse(0);
  }

  private String kvAlgorithm() {
    return separate
        .flatMap(fields -> fields.text("kv_cache_quant_algo"))
        .or(() -> embedded.flatMap(CheckpointReader::embeddedKvAlgorithm))
        .map(CheckpointReader::normalisedKv)
        .or(() -> embedded.flatMap(CheckpointReader::kvScheme))
        .orElse("");
  }

  private static Optional<String> embeddedKvAlgorithm(ConfigFields fields) {
    return fields
        .text("kv_cache_quant_algo")
        .or(() -> fields.text("kv_cache_quant_method"))
        .or(() -> fields.text("kv_cache_dtype"))
        .or(() -> fields.text("kv_cache_scheme"));
  }

  private static Optional<String> kvScheme(ConfigFields fields) {
    return fields
        .child("kv_cache_scheme")
        .map(
            scheme -> {
              String type = scheme.text("type").orElse("").toLowerCase(Locale.ROOT);
              int bits = scheme.integer("num_bits").orElse(0);
              if (type.contains("fp8") || (type.contains("float") && bits > 0 && bits <= 8)) {
                return "fp8";
              }
              return bits >= 16 ? "bfloat16" : "";
            });
  }

  private static String normalisedKv(String algorithm) {
    String name = algorithm.toLowerCase(Locale.ROOT);
    if (name.contains("fp8") || name.contains("e4m3") || name.contains("e5m2")) {
      return "fp8";
    }
    return name.contains("16") ? "bfloat16" : "";
  }

  private boolean dynamicActivations() {
    Optional<String> scheme = embedded.flatMap(fields -> fields.text("activation_scheme"));
    if (scheme.isPresent()) {
      return scheme.get().equalsIgnoreCase("dynamic");
    }
    return groups().stream()
        .flatMap(group -> group.entries().values().stream())
        .anyMatch(part -> part.flag("dynamic"));
  }

  private List<ConfigFields> groups() {
    return embedded
        .flatMap(fields -> fields.child("config_groups"))
        .map(groups -> List.copyOf(groups.entries().values()))
        .orElse(List.of());
  }

  private String base(String algorithm, int blockSize) {
    return switch (algorithm) {
      case MIXED_PRECISION ->
          embedded
              .flatMap(fields -> fields.text("quant_method"))
              .map(method -> withBlocks(normalised(method), blockSize))
              .filter(method -> method.startsWith("fp8"))
              .orElse("");
      case COMPRESSED_TENSORS ->
          groups().stream()
              .findFirst()
              .flatMap(group -> group.child("weights"))
              .map(CheckpointReader::groupFormat)
              .orElse("");
      default -> "";
    };
  }

  private static String groupFormat(ConfigFields weights) {
    int bits = weights.integer("num_bits").orElse(0);
    boolean isFloat = weights.text("type").orElse("").contains("float");
    if (bits == 4) {
      return isFloat ? "mxfp4" : "int4_wo";
    }
    if (bits == 8 && isFloat) {
      boolean blocks =
          weights.text("strategy").orElse("").equals("block") || weights.isList("block_structure");
      return blocks ? "fp8_block" : "fp8";
    }
    return bits == 8 ? "int8_wo" : "";
  }

  private Map<String, String> layerAlgorithms() {
    Map<String, String> algorithms = new LinkedHashMap<>();
    embedded.ifPresent(fields -> addLayers(algorithms, fields));
    separate.ifPresent(fields -> addLayers(algorithms, fields));
    return algorithms;
  }

  private static void addLayers(Map<String, String> algorithms, ConfigFields fields) {
    fields
        .child("quantized_layers")
        .ifPresent(
            layers ->
                layers
                    .entries()
                    .forEach(
                        (name, settings) ->
                            settings
                                .text("quant_algo")
                                .ifPresent(
                                    algorithm ->
                                        algorithms.put(name, normalised(algorithm)))));
  }

  private List<String> excluded() {
    List<String> names = new ArrayList<>();
    embedded.ifPresent(fields -> names.addAll(fields.strings("ignore")));
    embedded.ifPresent(fields -> names.addAll(fields.strings("exclude_modules")));
    separate.ifPresent(fields -> names.addAll(fields.strings("exclude_modules")));
    return names;
  }
}
