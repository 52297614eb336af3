package io.servelab.op;

import io.servelab.error.NoDataException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something looked up on first use; a look-up that found nothing is remembered as its error.
 *
 * @param <T> what is looked up
 */
public final class Resolved<T> {

  private final Supplier<T> lookUp;
  private volatile Optional<Outcome<T>> outcome = Optional.empty();

  private Resolved(Supplier<T> lookUp) {
    this.lookUp = lookUp;
  }

  private record Outcome<T>(Optional<T> value, Optional<NoDataException> missing) {}

  /** Looks up when first asked; two threads that ask at once may both look up. */
  public static <T> Resolved<T> by(Supplier<T> lookUp) {
    return new Resolved<>(lookUp);
  }

  /**
   * What was found.
   *
   * @throws NoDataException if nothing was
   */
  public T get() {
    Outcome<T> known = outcome.orElseGet(this::find);
    return known.value.orElseThrow(known.missing::orElseThrow);
  }

  private Outcome<T> find() {
    Outcome<T> fresh;
    try {
      fresh = new Outcome<>(Optional.of(lookUp.get()), Optional.empty());
    } catch (NoDataException missing) {
      fresh = new Outcome<>(Optional.empty(), Optional.of(missing));
    }
    outcome = Optional.of(fresh);
    return fresh;
  }
}
