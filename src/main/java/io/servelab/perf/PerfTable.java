package io.servelab.perf;

import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A measured table, column by column, rows in the order that decides between duplicates.
 *
 * <p>A column's name ends in its unit where it has one: {@code latency_ms}, {@code power_w}.
 */
public final class PerfTable {

  private final String name;
  private final int rows;
  private final Map<String, NumberColumn> numbers;
  private final Map<String, TextColumn> texts;
  private final List<String> columns;

  PerfTable(
      String name,
      int rows,
      List<String> columns,
      Map<String, NumberColumn> numbers,
      Map<String, TextColumn> texts) {
    this.name = name;
    this.rows = rows;
    this.columns = List.copyOf(columns);
    this.numbers = Map.copyOf(numbers);
    this.texts = Map.copyOf(texts);
  }

  /** Numbers of one column. */
  public static final class NumberColumn {
    private final double[] values;

    NumberColumn(double[] values) {
      this.values = values;
    }

    /** Value of a row; NaN where the cell is empty. */
    public double at(int row) {
      return values[row];
    }
  }

  /** Texts of one column, stored once each. */
  public static final class TextColumn {
    private final int[] codes;
    private final String[] words;

    TextColumn(int[] codes, String[] words) {
      this.codes = codes;
      this.words = words;
    }

    /** Value of a row; empty where the cell is empty. */
    public String at(int row) {
      return words[codes[row]];
    }

    /** A small number that equal texts share. */
    public int code(int row) {
      return codes[row];
    }

    private TextColumn followedBy(TextColumn other) {
      Map<String, Integer> places = new LinkedHashMap<>();
      for (String word : words) {
        places.put(word, places.size());
      }
      for (String word : other.words) {
        places.putIfAbsent(word, places.size());
      }
      IntStream others = Arrays.stream(other.codes).map(code -> places.get(other.words[code]));
      return new TextColumn(
          IntStream.concat(Arrays.stream(codes), others).toArray(),
          places.keySet().toArray(String[]::new));
    }

    /** The distinct texts by their numbers. */
    List<String> words() {
      return List.of(words);
    }
  }

  /** Name without suffix, such as {@code gemm}. */
  public String name() {
    return name;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Column names in file order. */
  public List<String> columns() {
    return columns;
  }

  /** Whether the column holds numbers; false also when there is no such column. */
  public boolean isNumber(String column) {
    return numbers.containsKey(column);
  }

  /** Whether the table has the column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /**
   * A column of numbers.
   *
   * @throws UnknownNameException if there is none
   */
  public NumberColumn number(String column) {
    return Optional.ofNullable(numbers.get(column)).orElseThrow(() -> unknown(column));
  }

  /** A column of numbers, or the same value in every row where the table lacks it. */
  public NumberColumn numberOr(String column, double fallback) {
    NumberColumn found = numbers.get(column);
    if (found != null) {
      return found;
    }
    double[] constant = new double[rows];
    Arrays.fill(constant, fallback);
    return new NumberColumn(constant);
  }

  /**
   * A column of texts.
   *
   * @throws UnknownNameException if there is none
   */
  public TextColumn text(String column) {
    return Optional.ofNullable(texts.get(column)).orElseThrow(() -> unknown(column));
  }

  /** A column of texts, or the same text in every row where the table lacks it. */
  public TextColumn textOr(String column, String fallback) {
    TextColumn found = texts.get(column);
    return found != null ? found : new TextColumn(new int[rows], new String[] {fallback});
  }

  /** Only the rows that come from these sources. */
  PerfTable only(Set<String> sources) {
    TextColumn source = text("source");
    int[] kept = IntStream.range(0, rows).filter(row -> sources.contains(source.at(row))).toArray();
    return kept.length == rows ? this : select(kept);
  }

  /** The same with a column of texts, in place of one of its name. */
  PerfTable with(String column, TextColumn values) {
    Map<String, TextColumn> moreTexts = new LinkedHashMap<>(texts);
    moreTexts.put(column, values);
    List<String> more = new ArrayList<>(columns);
    if (!more.contains(column)) {
      more.add(column);
    }
    Map<String, NumberColumn> others = new LinkedHashMap<>(numbers);
    others.remove(column);
    return new PerfTable(name, rows, more, others, moreTexts);
  }

  /** These rows, then those of a table with the same columns. */
  PerfTable followedBy(PerfTable other) {
    Map<String, NumberColumn> allNumbers = new LinkedHashMap<>();
    numbers.forEach(
        (column, mine) ->
            allNumbers.put(
                column,
                new NumberColumn(
                    DoubleStream.concat(
                            Arrays.stream(mine.values), Arrays.stream(other.number(column).values))
                        .toArray())));
    Map<String, TextColumn> allTexts = new LinkedHashMap<>();
    texts.forEach((column, mine) -> allTexts.put(column, mine.followedBy(other.text(column))));
    return new PerfTable(name, rows + other.rows, columns, allNumbers, allTexts);
  }

  private PerfTable select(int[] kept) {
    Map<String, NumberColumn> someNumbers = new LinkedHashMap<>();
    numbers.forEach(
        (column, all) ->
            someNumbers.put(
                column, new NumberColumn(Arrays.stream(kept).mapToDouble(all::at).toArray())));
    Map<String, TextColumn> someTexts = new LinkedHashMap<>();
    texts.forEach(
        (column, all) ->
            someTexts.put(
                column, new TextColumn(Arrays.stream(kept).map(all::code).toArray(), all.words)));
    return new PerfTable(name, kept.length, columns, someNumbers, someTexts);
  }

  private UnknownNameException unknown(String column) {
    return UnknownNameException.of("column of table " + name, column, columns);
  }

  @Override
  public String toString() {
    return name + ", " + rows + " rows, columns " + String.join(" ", columns);
  }
}
