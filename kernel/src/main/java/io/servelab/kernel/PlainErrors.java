package io.servelab.kernel;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;

/**
 * Exceptions whose message says all that a person needs: a library lists their classes, one a line,
 * in a resource named {@value #RESOURCE}. Subclasses count.
 */
final class PlainErrors {

  /** Where a library lists them. */
  static final String RESOURCE = "META-INF/servelab/notebook-plain-errors";

  private PlainErrors() {}

  /** Whether the library of the exception lists it. */
  static boolean contain(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getClassLoader() != null && isListed(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isListed(Class<?> type) {
    try {
      for (URL resource : Collections.list(type.getClassLoader().getResources(RESOURCE))) {
        if (LibraryResource.lines(resource).contains(type.getName())) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      // An error is shown with more than it needs rather than not at all.
      return false;
    }
  }
}
