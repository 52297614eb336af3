package io.servelab.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** What the magics of a cell become; public because the Java made from a cell calls it. */
public final class NotebookMagics {

  /** Code that yields nothing and may throw anything. */
  @FunctionalInterface
  public interface Action {

    /** Runs the code. */
    void run() throws Exception;
  }

  private NotebookMagics() {}

  /**
   * Runs a line magic.
   *
   * @param nameAndArguments the words of the line, without the percent sign
   * @return what the magic yields, null for nothing
   * @throws IllegalArgumentException if there is no such magic
   * @throws Exception what the magic throws
   */
  public static Object line(String... nameAndArguments) throws Exception {
    BaseKernel kernel = BaseKernel.notebookKernel();
    MagicsRegistry magics = kernel.getMagicsRegistry();
    String name = nameAndArguments[0];
    requireKnown("%", name, magics.getLineMagicNames());
    return magics.evalLineMagic(kernel, name, arguments(nameAndArguments));
  }

  /**
   * Runs a cell magic.
   *
   * @param body the lines below the magic
   * @param nameAndArguments the words of the first line, without the percent signs
   * @return what the magic yields, null for nothing
   * @throws IllegalArgumentException if there is no such magic
   * @throws Exception what the magic throws
   */
  public static Object cell(String body, String... nameAndArguments) throws Exception {
    BaseKernel kernel = BaseKernel.notebookKernel();
    MagicsRegistry magics = kernel.getMagicsRegistry();
    String name = nameAndArguments[0];
    requireKnown("%%", name, magics.getCellMagicNames());
    return magics.evalCellMagic(kernel, name, arguments(nameAndArguments), body);
  }

  /**
   * Runs an expression and prints how long it took.
   *
   * @return the value of the expression
   * @throws Exception what the expression throws
   */
  public static <T> T timed(Callable<T> expression) throws Exception {
    long start = System.nanoTime();
    try {
      return expression.call();
    } finally {
      System.out.println("time: " + duration(System.nanoTime() - start));
    }
  }

  /**
   * Runs a call that yields nothing and prints how long it took.
   *
   * @throws Exception what the call throws
   */
  public static void timed(Action call) throws Exception {
    timed(
        () -> {
          call.run();
          return null;
        });
  }

  private static String duration(long nanos) {
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
    return nanos < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  private static List<String> arguments(String[] nameAndArguments) {
    return Arrays.asList(nameAndArguments).subList(1, nameAndArguments.length);
  }

  /** The names worth offering: all but those that only explain why they are not there. */
  static List<String> offered(Set<String> names) {
    return names.stream().filter(name -> !MavenMagic.NAMES.contains(name)).sorted().toList();
  }

  private static void requireKnown(String sign, String name, Set<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "There is no magic "
              + sign
              + name
              + ". Known: "
              + offered(known).stream().map(sign::concat).collect(Collectors.joining(", "))
              + ". If a remainder was meant, put a space after the percent sign.");
    }
  }
}
