package io.servelab.notebook;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** Finds out how a value is shown: by itself, by an adapter, or by its text. */
public final class Displays {

  private Displays() {}

  /** Every adapter on the class path of this library. */
  public static List<DisplayAdapter<?>> adapters() {
    ServiceLoader<DisplayAdapter<?>> services =
        ServiceLoader.load(adapterType(), DisplayAdapter.class.getClassLoader());
    return StreamSupport.stream(services.spliterator(), false).toList();
  }

  /** How the value is shown; any value has at least its text. */
  public static MimeBundle of(Object value) {
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    if (value instanceof Displayable displayable) {
      return displayable.mimeBundle();
    }
    for (DisplayAdapter<?> adapter : adapters()) {
      if (adapter.type().isInstance(value)) {
        return adapted(adapter, value);
      }
    }
    return MimeBundle.ofText(String.valueOf(value));
  }

  private static <T> MimeBundle adapted(DisplayAdapter<T> adapter, Object value) {
    return adapter.display(adapter.type().cast(value)).mimeBundle();
  }

  /** A class literal cannot carry a wildcard, so the type argument is added here. */
  @SuppressWarnings("unchecked")
  private static Class<DisplayAdapter<?>> adapterType() {
    return (Class<DisplayAdapter<?>>) (Class<?>) DisplayAdapter.class;
  }
}
