package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import java.util.SplittableRandom;

/** How long requests are. */
public sealed interface RequestLengths
    permits FixedLengths, UniformLengths, LogNormalLengths, SampledLengths, MixedLengths {

  /** Lengths of the next request. */
  RequestShape draw(SplittableRandom random);

  /** Longest sequence that may be drawn, tokens; a bound for memory, not for typical lengths. */
  long longest();
}
