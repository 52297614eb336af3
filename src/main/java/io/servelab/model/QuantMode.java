package io.servelab.model;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.MathType;
import java.util.Arrays;

/** How a group of tensors is stored and multiplied. */
public interface QuantMode {

  /** Storage, rate and name of the numbers. */
  NumberFormat format();

  /** Name used in tables, files and options. */
  default String id() {
    return format().id();
  }

  /** Storage of one weight or cache element, bytes. */
  default double bytesPerElement() {
    return format().bytesPerElement();
  }

  /** Throughput as a multiple of bfloat16; a profile key for transfers, never a rate. */
  default double speedup() {
    return format().speedup();
  }

  /** The tensor-core format whose rate bounds the product. */
  default MathType mathType() {
    return format().mathType();
  }

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
