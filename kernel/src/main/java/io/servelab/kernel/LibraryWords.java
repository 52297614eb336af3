package io.servelab.kernel;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The words that libraries know as arguments of their methods.
 *
 * <p>A library lists them in a file, one kind a line: the method, which argument (from 1; {@code
 * 2+} for that and those behind it), and the public static method that tells the words. That takes
 * nothing, or the first argument of the call.
 */
final class LibraryWords {

  private static final String RESOURCE = "META-INF/servelab/notebook-words";

  private final ClassLoader loader;

  LibraryWords(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The words for an argument; none if no library knows any.
   *
   * @param method class and name of the called method, such as {@code Study.with}
   */
  List<String> of(String method, StringPlace place) {
    List<String> words = new ArrayList<>();
    try {
      for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
        for (String line : LibraryResource.lines(resource)) {
          String[] parts = line.split("\\s+", -1);
          if (parts.length == 3 && parts[0].equals(method) && fits(parts[1], place.argument())) {
            words.addAll(told(parts[2], place.first()));
          }
        }
      }
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failure) {
      // Completion without words is better than none.
      return words;
    }
    return words;
  }

  private static boolean fits(String arguments, int argument) {
    return arguments.endsWith("+")
        ? argument >= Integer.parseInt(arguments.substring(0, arguments.length() - 1))
        : argument == Integer.parseInt(arguments);
  }

  private List<String> told(String source, String first) throws ReflectiveOperationException {
    int dot = source.lastIndexOf('.');
    Class<?> type = Class.forName(source.substring(0, dot), true, loader);
    for (Method method : type.getMethods()) {
      if (method.getName().equals(source.substring(dot + 1))) {
        Object words =
            method.getParameterCount() == 0 ? method.invoke(null) : method.invoke(null, first);
        return ((Collection<?>) words).stream().map(String::valueOf).toList();
      }
    }
    throw new NoSuchMethodException(source);
  }
}
