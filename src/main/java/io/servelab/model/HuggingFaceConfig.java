package io.servelab.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a model from a Hugging Face {@code config.json}, with its {@code hf_quant_config.json} if
 * there is one.
 *
 * <p>A wrapper around a language model is read through its {@code text_config}. JSON's unofficial
 * {@code Infinity} and {@code NaN} count as absent.
 */
public final class HuggingFaceConfig {

  private static final String QUANTISATION_FILE = "hf_quant_config.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private HuggingFaceConfig() {}

  /**
   * Reads the model at a path.
   *
   * @param path a {@code config.json}, or a directory that holds one
   * @throws InvalidValueException if there is none, or it is no JSON, or lacks a shape
   * @throws io.servelab.error.UnknownNameException if its architecture is not modelled
   */
  public static ModelConfig read(Path path) {
    ConfigFields root = fields(file(path));
    String name = architecture(root);
    if (!Architecture.knows(name)) {
      throw Architecture.unknown(name, GenericPath.advice(root));
    }
    return read(path.toString(), Architecture.of(name), root, besides(path));
  }

  /**
   * Reads the model at a path as if it named another architecture, for a configuration whose own is
   * not modelled but whose layers are those of one that is.
   *
   * @param path a {@code config.json}, or a directory that holds one
   * @param architecture how to read it
   * @throws InvalidValueException if there is none, or it is no JSON, or lacks a shape
   */
  public static ModelConfig readAs(Path path, Architecture architecture) {
    return read(path.toString(), architecture, fields(file(path)), besides(path));
  }

  /** Reads a bundled model, whose two files are kept in one. */
  static ModelConfig read(String id, InputStream input) throws IOException {
    ConfigFields root = new ConfigFields(id, MAPPER.readTree(input));
    return read(id, Architecture.of(architecture(root)), root, root.child("hf_quant_config"));
  }

  private static ModelConfig read(
      String id,
      Architecture architecture,
      ConfigFields root,
      Optional<ConfigFields> quantisation) {
    return new ModelReader(architecture, root).read(id, CheckpointReader.read(root, quantisation));
  }

  private static String architecture(ConfigFields root) {
    return root.strings("architectures").stream()
        .findFirst()
        .orElseThrow(
            () ->
                InvalidValueException.because(
                    "The model configuration " + root.source() + " names no architecture."));
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve("config.json") : path;
  }

  private static Optional<ConfigFields> besides(Path path) {
    Path file = file(path).resolveSibling(QUANTISATION_FILE);
    return Files.isRegularFile(file) ? Optional.of(fields(file)) : Optional.empty();
  }

  private static ConfigFields fields(Path file) {
    if (!Files.isRegularFile(file)) {
      throw InvalidValueException.of(
          "model path", file, "there is no such file.\nGive a config.json or its directory.");
    }
    try {
      JsonNode tree = MAPPER.readTree(file.toFile());
      return new ConfigFields(file.toString(), tree);
    } catch (JsonProcessingException e) {
      throw InvalidValueException.of(
          "model configuration",
          file,
          "no JSON at line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw InvalidValueException.of("model configuration", file, "unreadable: " + e.getMessage());
    }
  }
}
