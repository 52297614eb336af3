package io.servelab.kernel;

import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * What is known about the name at the cursor: signatures, and Javadoc where sources are at hand.
 */
final class Inspection {

  private final SourceCodeAnalysis analysis;

  Inspection(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** The signatures at the cursor, or nothing if there is no known name. */
  Optional<DisplayData> at(String cell, int cursor, boolean detailed) {
    String java = MagicSource.withoutMagics(cell);
    String upToName = java.substring(0, endOfName(java, cursor));
    String text = documentation(upToName, detailed);
    if (text.isEmpty()) {
      // JShell knows methods only by their calls.
      text = documentation(upToName + "(", detailed);
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(new DisplayData(text));
  }

  private String documentation(String java, boolean detailed) {
    return analysis.documentation(java, java.length(), detailed).stream()
        .map(Inspection::text)
        .filter(line -> !line.isBlank())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String text(Documentation documentation) {
    String javadoc = documentation.javadoc();
    return javadoc == null || javadoc.isBlank()
        ? documentation.signature()
        : documentation.signature() + "\n" + javadoc.replaceAll("<[^>]+>", "").strip() + "\n";
  }

  private static int endOfName(String java, int cursor) {
    int end = Math.min(java.length(), Math.max(0, cursor));
    while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) {
      end++;
    }
    return end;
  }
}
