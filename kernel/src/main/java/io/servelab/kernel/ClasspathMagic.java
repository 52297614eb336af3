package io.servelab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * {@code %classpath a.jar libs/*.jar}: makes jars and class folders usable in later cells, and
 * installs the notebook extensions they bring.
 */
final class ClasspathMagic implements LineMagic<Void, NotebookKernel> {

  @Override
  public Void eval(NotebookKernel kernel, List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(
          "%classpath needs jars, folders or globs, for example %classpath libs/*.jar");
    }
    kernel.addToClassPath(PathPatterns.resolve(arguments));
    return null;
  }
}
