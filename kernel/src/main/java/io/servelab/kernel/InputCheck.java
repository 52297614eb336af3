package io.servelab.kernel;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Whether what was typed in a console can be run as it is, or needs more lines. */
final class InputCheck {

  private static final int INDENT = 2;

  private final SourceCodeAnalysis analysis;

  InputCheck(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** One of the verdicts of {@link BaseKernel}, or the white space to start the next line with. */
  String verdict(String cell) {
    if (cell.stripLeading().startsWith("%%")) {
      return BaseKernel.IS_COMPLETE_YES;
    }
    String rest = MagicSource.withoutMagics(cell);
    while (true) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      switch (piece.completeness()) {
        case EMPTY -> {
          return BaseKernel.IS_COMPLETE_YES;
        }
        case UNKNOWN -> {
          return BaseKernel.IS_COMPLETE_BAD;
        }
        case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
          return indentAfter(cell);
        }
        case COMPLETE, COMPLETE_WITH_SEMI -> rest = piece.remaining();
      }
    }
  }

  private static String indentAfter(String cell) {
    String lastLine = cell.substring(cell.lastIndexOf('\n') + 1);
    int indent = lastLine.length() - lastLine.stripLeading().length();
    boolean opens = lastLine.stripTrailing().matches(".*[{(\\[]");
    return " ".repeat(opens ? indent + INDENT : indent);
  }
}
