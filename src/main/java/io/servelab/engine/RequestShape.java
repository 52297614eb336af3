package io.servelab.engine;

import io.servelab.error.InvalidValueException;

/**
 * Lengths of one request.
 *
 * @param isl input tokens, visual ones included
 * @param osl output tokens
 * @param prefix input tokens that are cached already
 * @param images images that the worker encodes itself; none where others encode them
 */
public record RequestShape(long isl, long osl, long prefix, Images images) {

  /** Without images to encode. */
  public RequestShape(long isl, long osl, long prefix) {
    this(isl, osl, prefix, Images.NONE);
  }

  /** Requires a prompt that is not wholly cached and at least one output token. */
  public RequestShape {
    if (isl < 1) {
      throw InvalidValueException.of("isl", isl, "a request has at least one input token.");
    }
    if (osl < 1) {
      throw InvalidValueException.of("osl", osl, "a request has at least one output token.");
    }
    if (prefix < 0) {
      throw InvalidValueException.of("prefix", prefix, "cached tokens cannot be negative.");
    }
    if (prefix >= isl) {
      throw InvalidValueException.of(
          "prefix", prefix, "at least one of the isl = " + isl + " input tokens must be new.");
    }
  }

  /** Input tokens that must be computed. */
  public long newTokens() {
    return isl - prefix;
  }

  /** Output tokens after the first. */
  public long laterTokens() {
    return Math.max(osl - 1, 0);
  }

  /** A cache length in the middle of decoding, which stands for all of it. */
  public long typicalCache() {
    return isl + osl / 2 + 1;
  }
}
