package io.servelab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * Answers the dependency magics of IJava and JJava, which this kernel leaves out, with what to do
 * instead. A notebook that was written for them then fails with advice and not with a syntax error.
 */
final class MavenMagic implements LineMagic<Void, NotebookKernel>, CellMagic<Void, NotebookKernel> {

  /** The names that IJava and JJava give to magics that resolve dependencies. */
  static final List<String> NAMES =
      List.of(
          "maven",
          "addMavenDependency",
          "addMavenDependencies",
          "mavenRepo",
          "addMavenRepo",
          "loadFromPOM");

  @Override
  public Void eval(NotebookKernel kernel, List<String> arguments) {
    throw new UnsupportedOperationException(
        "This kernel resolves no Maven dependencies: download jars with \"mvn"
            + " dependency:copy-dependencies\" and use %classpath jars/*.jar or IJAVA_CLASSPATH, or"
            + " open the notebook with the JJava kernel (pip install jjava).");
  }

  @Override
  public Void eval(NotebookKernel kernel, List<String> arguments, String body) {
    return eval(kernel, arguments);
  }
}
