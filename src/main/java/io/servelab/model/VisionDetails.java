package io.servelab.model;

/**
 * Details of a model with a vision encoder in front.
 *
 * @param encoder the encoder
 */
public record VisionDetails(VisionEncoder encoder) implements FamilyDetails {

  static VisionDetails read(ConfigFields root) {
    return new VisionDetails(VisionEncoder.read(root.requiredChild("vision_config")));
  }
}
