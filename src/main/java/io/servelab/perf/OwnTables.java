package io.servelab.perf;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.perf.PerfTable.TextColumn;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a person's own tables and puts them together with shipped ones. */
final class OwnTables {

  private static final String SOURCE = "source";

  private OwnTables() {}

  /**
   * Checks tables before any of them is asked.
   *
   * @throws UnknownNameException if one adds to a table that there is not
   * @throws InvalidValueException if a file is missing
   */
  static void check(DataHome home, List<OwnTable> own) {
    Set<String> known = own.isEmpty() ? Set.of() : Catalog.tableNames(home);
    for (OwnTable table : own) {
      if (!known.contains(table.table())) {
        throw UnknownNameException.of("measured table", table.table(), known);
      }
      if (!Files.isRegularFile(table.file())) {
        throw InvalidValueException.of(
            "own table " + table.table(), table.file(), "there is no such file.");
      }
    }
  }

  /** A table with the own rows before and after it; empty if there are neither. */
  static Optional<PerfTable> around(String name, List<OwnTable> own, Optional<PerfTable> shipped) {
    List<PerfTable> parts = new ArrayList<>();
    own.stream()
        .filter(table -> table.table().equals(name) && table.before())
        .forEach(table -> parts.add(read(table, shipped)));
    shipped.ifPresent(parts::add);
    own.stream()
        .filter(table -> table.table().equals(name) && !table.before())
        .forEach(table -> parts.add(read(table, shipped)));
    return parts.stream().reduce(PerfTable::followedBy);
  }

  private static PerfTable read(OwnTable own, Optional<PerfTable> shipped) {
    Set<String> texts = new HashSet<>();
    shipped.ifPresent(
        table ->
            table.columns().stream().filter(column -> !table.isNumber(column)).forEach(texts::add));
    PerfTable read = TableReader.read(own.table(), own.file(), texts);
    shipped.ifPresent(table -> requireColumns(own, read, table));
    return read.with(SOURCE, new TextColumn(new int[read.rows()], new String[] {own.source()}));
  }

  private static void requireColumns(OwnTable own, PerfTable read, PerfTable shipped) {
    for (String column : read.columns()) {
      if (!shipped.has(column)) {
        throw UnknownNameException.of("column of " + own.file(), column, shipped.columns());
      }
    }
    for (String column : shipped.columns()) {
      if (!column.equals(SOURCE) && !read.has(column)) {
        throw InvalidValueException.because(
            own.file()
                + " lacks column "
                + column
                + "; table "
                + own.table()
                + " has "
                + String.join(", ", shipped.columns())
                + ".");
      }
      if (read.has(column) && read.isNumber(column) != shipped.isNumber(column)) {
        throw InvalidValueException.because(
            own.file() + ", column " + column + ": numbers are expected.");
      }
    }
  }
}
