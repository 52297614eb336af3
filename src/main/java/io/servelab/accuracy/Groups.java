package io.servelab.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lines of a file, put together by what they hold in some columns. */
final class Groups {

  private Groups() {}

  /**
   * Some lines.
   *
   * @param name texts of the columns that they share
   * @param answers the lines, at least one
   */
  record Group(String name, List<Answer> answers) {

    List<Answer> comparable() {
      return answers.stream().filter(Answer::isComparable).toList();
    }
  }

  /** The groups in the order of their names, numbers by size. */
  static List<Group> of(List<Answer> answers, List<String> columns) {
    Map<String, List<Answer>> groups = new TreeMap<>(byNumberThenText());
    for (Answer answer : answers) {
      String name =
          columns.isEmpty()
              ? "all"
              : columns.stream()
                  .map(column -> PointReader.text(answer.row(), column))
                  .collect(Collectors.joining(" "));
      groups
          .computeIfAbsent(name.isBlank() ? "(blank)" : name, absent -> new ArrayList<>())
          .add(answer);
    }
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  private static Comparator<String> byNumberThenText() {
    return Comparator.comparingDouble(Groups::number).thenComparing(Comparator.naturalOrder());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException word) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
