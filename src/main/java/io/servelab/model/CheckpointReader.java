package io.servelab.model;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a configuration and its separate quantisation file say about number formats. */
final class CheckpointReader {

  private final Optional<ConfigFields> embedded;
  private final Optional<ConfigFields> separate;

  private CheckpointReader(Optional<ConfigFields> embedded, Optional<ConfigFields> separate) {
    this.embedded = embedded;
    this.separate = separate;
  }

  /**
   * Reads both sources; where they disagree, the separate file wins.
   *
   * @param root the configuration
   * @param file the separate quantisation file, if there is one
   * @throws InvalidValueException if the KV cache has a format that is not modelled
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
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return new CheckpointReader(embedded, separate).read(expertFormat);
  }

  private CheckpointFormat read(String expertFormat) {
    int blockSize = blockSize();
    String algorithm = withBlocks(normalised(algorithm()), blockSize);
    return new CheckpointFormat(
        algorithm,
        kvAlgorithm(),
        dynamicActivations(),
        blockSize,
        new LayerFormats(base(algorithm, blockSize), named(), excluded()),
        expertFormat);
  }

  private String algorithm() {
    return separate
        .flatMap(fields -> fields.text("quant_algo"))
        .or(() -> embedded.flatMap(fields -> fields.text("quant_algo")))
        .or(() -> embedded.flatMap(fields -> fields.text("quant_method")))
        .or(() -> embedded.flatMap(fields -> fields.text("quantization_method")))
        .orElse("");
  }

  private static String normalised(String algorithm) {
    String name = algorithm.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "w4a16_mxfp4" -> CheckpointFormat.MXFP4;
      case "mixed-precision", "mixedprecision" -> CheckpointFormat.MIXED_PRECISION;
      default -> name;
    };
  }

  private static String withBlocks(String algorithm, int blockSize) {
    return algorithm.equals(CheckpointFormat.FP8) && blockSize > 0
        ? CheckpointFormat.FP8_BLOCK
        : algorithm;
  }

  private int blockSize() {
    return embedded.stream()
        .flatMap(fields -> fields.integers("weight_block_size").stream())
        .findFirst()
        .orElse(0);
  }

  private String kvAlgorithm() {
    Optional<String> stated =
        separate
            .flatMap(fields -> fields.text("kv_cache_quant_algo"))
            .or(() -> embedded.flatMap(CheckpointReader::embeddedKvAlgorithm));
    return stated.isPresent()
        ? normalisedKv(stated.get())
        : embedded
            .flatMap(fields -> fields.child("kv_cache_scheme"))
            .map(CheckpointReader::kvScheme)
            .orElse("");
  }

  private static Optional<String> embeddedKvAlgorithm(ConfigFields fields) {
    return Stream.of(
            "kv_cache_quant_algo", "kv_cache_quant_method", "kv_cache_dtype", "kv_cache_scheme")
        .flatMap(name -> fields.text(name).stream())
        .findFirst();
  }

  private static String normalisedKv(String algorithm) {
    return switch (algorithm.toLowerCase(Locale.ROOT)) {
      case "" -> "";
      case "fp8", "e4m3", "e5m2" -> CheckpointFormat.FP8;
      case "fp16", "bf16", "float16", "bfloat16" -> CheckpointFormat.BFLOAT16;
      default ->
          throw InvalidValueException.of(
              "KV-cache format of the checkpoint",
              algorithm,
              "only FP8 and 16-bit formats are modelled.");
    };
  }

  private static String kvScheme(ConfigFields scheme) {
    String type = scheme.text("type").orElse("").toLowerCase(Locale.ROOT);
    int bits = scheme.integer("num_bits").orElse(0);
    if (type.contains("fp8") || (type.contains("float") && bits >= 1 && bits <= 8)) {
      return CheckpointFormat.FP8;
    }
    return bits >= 16 ? CheckpointFormat.BFLOAT16 : "";
  }

  private boolean dynamicActivations() {
    Optional<String> scheme =
        embedded
            .flatMap(fields -> fields.text("activation_scheme"))
            .map(value -> value.toLowerCase(Locale.ROOT))
            .filter(value -> value.equals("dynamic") || value.equals("static"));
    return scheme
        .map(value -> value.equals("dynamic"))
        .orElseGet(
            () ->
                groups().stream()
                    .flatMap(group -> group.entries().values().stream())
                    .anyMatch(part -> part.flag("dynamic")));
  }

  private List<ConfigFields> groups() {
    return embedded
        .flatMap(fields -> fields.child("config_groups"))
        .map(groups -> List.copyOf(groups.entries().values()))
        .orElse(List.of());
  }

  private String base(String algorithm, int blockSize) {
    return switch (algorithm) {
      case CheckpointFormat.MIXED_PRECISION ->
          embedded
              .flatMap(fields -> fields.text("quant_method"))
              .map(method -> withBlocks(normalised(method), blockSize))
              .filter(method -> method.startsWith(CheckpointFormat.FP8))
              .orElse("");
      case CheckpointFormat.COMPRESSED_TENSORS ->
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
      return isFloat ? CheckpointFormat.MXFP4 : CheckpointFormat.INT4;
    }
    if (bits != 8) {
      return "";
    }
    if (!isFloat) {
      return CheckpointFormat.INT8;
    }
    boolean blocks =
        weights.text("strategy").orElse("").equals("block") || weights.isStated("block_structure");
    return blocks ? CheckpointFormat.FP8_BLOCK : CheckpointFormat.FP8;
  }

  private List<LayerFormats.Named> named() {
    List<LayerFormats.Named> layers = new ArrayList<>();
    Stream.of(embedded, separate)
        .flatMap(Optional::stream)
        .flatMap(fields -> fields.child("quantized_layers").stream())
        .forEach(
            stated ->
                stated
                    .entries()
                    .forEach(
                        (name, settings) ->
                            settings
                                .text("quant_algo")
                                .ifPresent(
                                    algorithm ->
                                        layers.add(
                                            new LayerFormats.Named(
                                                name.toLowerCase(Locale.ROOT),
                                                normalised(algorithm))))));
    return layers;
  }

  private List<String> excluded() {
    return Stream.of(embedded, separate)
        .flatMap(Optional::stream)
        .flatMap(
            fields ->
                Stream.of("ignore", "exclude_modules", "modules_to_not_convert")
                    .flatMap(list -> fields.strings(list).stream()))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
