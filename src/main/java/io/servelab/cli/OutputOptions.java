package io.servelab.cli;

import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** The form in which an answer is printed: one screen of text unless another is asked for. */
final class OutputOptions {

  @ArgGroup private Form form = new Form();

  /** At most one of them. */
  static final class Form {
    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Print the table of the answer as CSV.")
    private boolean csv;

    @Option(names = "--quiet", description = "Print the verdict only.")
    private boolean quiet;
  }

  /** Whether only a table is printed, which has no room for reasons. */
  boolean isTable() {
    return form.csv;
  }

  /** Whether the answer is read by a person who wants all of it. */
  boolean isText() {
    return !form.json && !form.csv && !form.quiet;
  }

  /**
   * Prints an answer.
   *
   * @param text one screen of text
   * @param verdict one sentence
   */
  void print(
      Supplier<String> text,
      Supplier<String> verdict,
      Supplier<String> json,
      Supplier<Table> table) {
    if (form.json) {
      System.out.println(json.get());
    } else if (form.csv) {
      System.out.print(table.get().write().toString("csv"));
    } else if (form.quiet) {
      System.out.println(verdict.get());
    } else {
      System.out.println(text.get().stripTrailing());
    }
  }
}
