package io.servelab.model;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.MathType;
import java.util.Arrays;

/** How a group of tensors is stored and multiplied. */
public interface QuantMode {

  /** Name used in tables, files and options. */
  String id();

  /** Storage of one weight or cache element, bytes. */
  double bytesPerElement();

  /** Throughput as a multiple of bfloat16; a profile key for transfers, never a rate. */
  double speedup();

  /** The tensor-core format whose rate bounds the product. */
  MathType mathType();

  /** Finds a mode by its {@link #id()}. */
  static <Q extends QuantMode> Q find(String kind, String id, Q[] modes) {
    for (Q mode : modes) {
      if (mode.id().equals(id)) {
        return mode;
      }
    }
    throw UnknownNameException.of(kind, id, Arrays.stream(modes).map(QuantMode::id).toList());
  }
}
