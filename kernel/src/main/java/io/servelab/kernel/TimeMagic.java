package io.servelab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * {@code %%time}: runs the cell, prints how long it took, and yields its value. The line form,
 * {@code %time expression}, never gets here when it has an expression: {@link MagicSource} turns it
 * into a call of {@link NotebookMagics#timed}, which keeps the expression's type.
 */
final class TimeMagic
    implements LineMagic<Object, NotebookKernel>, CellMagic<Object, NotebookKernel> {

  @Override
  public Object eval(NotebookKernel kernel, List<String> arguments) {
    throw new IllegalArgumentException(
        "%time needs an expression, for example %time Math.sqrt(2); %%time takes a whole cell");
  }

  @Override
  public Object eval(NotebookKernel kernel, List<String> arguments, String body) throws Exception {
    // The blank line stands for the magic's own, so that errors name the right line.
    return NotebookMagics.timed(() -> kernel.session().evaluateInCell("\n" + body));
  }
}
