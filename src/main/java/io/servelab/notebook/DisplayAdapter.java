package io.servelab.notebook;

/**
 * Shows values of a type that cannot be {@link Displayable} itself, such as one of another library.
 *
 * <p>Implementations are listed in {@code META-INF/services/io.servelab.notebook.DisplayAdapter};
 * kernels and {@link Notebook#show} find them there.
 *
 * @param <T> the type of values
 */
public interface DisplayAdapter<T> {

  /** The type of values; subtypes are shown the same way unless they have an adapter. */
  Class<T> type();

  /** How the value is shown. */
  Displayable display(T value);
}
