package io.servelab.kernel;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The imports that are ready before the first cell: JShell's own, the notebook functions, and those
 * that libraries on the class path ask for in a resource named {@value #RESOURCE}.
 *
 * <p>That resource holds one import declaration a line; blank lines and lines that start with
 * {@code #} are ignored.
 */
final class NotebookImports {

  /** Where a library lists the imports that its users should not have to type. */
  static final String RESOURCE = "META-INF/servelab/notebook-imports";

  private static final List<String> DEFAULTS =
      List.of(
          "import java.io.*;",
          "import java.math.*;",
          "import java.net.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.concurrent.*;",
          "import java.util.function.*;",
          "import java.util.regex.*;",
          "import java.util.stream.*;",
          "import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.display;",
          "import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.eval;",
          "import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.render;",
          "import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.updateDisplay;");

  private final Set<String> known = new HashSet<>();

  /** The imports of every Java notebook. */
  static List<String> defaults() {
    return DEFAULTS;
  }

  /** The imports that libraries seen by this loader ask for and that were not yielded before. */
  List<String> newlyFoundBy(ClassLoader loader) throws IOException {
    List<String> imports = new ArrayList<>();
    for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
      if (known.add(resource.toString())) {
        imports.addAll(LibraryResource.lines(resource));
      }
    }
    return imports;
  }
}
