package io.servelab.engine;

import io.servelab.error.InvalidValueException;
import io.servelab.model.VisionEncoder;

/**
 * The images of one request.
 *
 * @param count images
 * @param heightPx height of each, pixels
 * @param widthPx width of each, pixels
 */
public record Images(int count, int heightPx, int widthPx) {

  /** No images. */
  public static final Images NONE = new Images(0, 0, 0);

  /** Requires sizes where there are images. */
  public Images {
    if (count < 0) {
      throw InvalidValueException.of("num_images", count, "images cannot be negative.");
    }
    if (count > 0 && (heightPx < 1 || widthPx < 1)) {
      throw InvalidValueException.of(
          "image size", heightPx + " x " + widthPx, "an image has at least one pixel.");
    }
  }

  /** Whether there is any. */
  public boolean any() {
    return count > 0;
  }

  /** Tokens that the language model sees for one request. */
  public long tokens(VisionEncoder encoder) {
    return any() ? count * tokensPerImage(encoder.patches()) : 0;
  }

  /** Patches of one image before they are merged. */
  long patchesPerImage(VisionEncoder.Patches patches) {
    return tokensPerImage(patches) * patches.merge() * patches.merge();
  }

  /** Tokens of one image: squares of the encoder's stride in the image as it is resized. */
  private long tokensPerImage(VisionEncoder.Patches patches) {
    return squares(heightPx, patches.stride()) * squares(widthPx, patches.stride());
  }

  /** An edge is resized to the nearest multiple of the stride, halves to the even one. */
  private static long squares(int edgePx, int stride) {
    return Math.max(1, (long) Math.rint((double) edgePx / stride));
  }
}
