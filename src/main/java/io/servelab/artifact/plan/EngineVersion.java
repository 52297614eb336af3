package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release number such as {@code 0.24.0}, {@code 1.3.0rc20} or {@code 0.5.6.post2}.
 *
 * <p>Candidates come before their release, repackagings after it; missing parts count as zero.
 *
 * @param text as it was written
 */
public record EngineVersion(String text) implements Comparable<EngineVersion> {

  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)*)(?:rc(\\d+))?(?:\\.post(\\d+))?");

  /** Requires the usual form. */
  public EngineVersion {
    if (!FORM.matcher(text).matches()) {
      throw InvalidValueException.of(
          "version", "'" + text + "'", "expected a number such as 0.24.0 or 1.3.0rc20.");
    }
  }

  /** Whether it is this one or a later one. */
  public boolean isAtLeast(EngineVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(EngineVersion other) {
    Matcher ours = match(text);
    Matcher theirs = match(other.text);
    List<Integer> left = numbers(ours.group(1));
    List<Integer> right = numbers(theirs.group(1));
    for (int index = 0; index < Math.max(left.size(), right.size()); index++) {
      int order = Integer.compare(part(left, index), part(right, index));
      if (order != 0) {
        return order;
      }
    }
    int order =
        Integer.compare(rank(ours, 2, Integer.MAX_VALUE), rank(theirs, 2, Integer.MAX_VALUE));
    return order != 0 ? order : Integer.compare(rank(ours, 3, -1), rank(theirs, 3, -1));
  }

  private static Matcher match(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("version = " + text);
    }
    return matcher;
  }

  private static List<Integer> numbers(String dotted) {
    return Arrays.stream(dotted.split("\\.", -1)).map(Integer::valueOf).toList();
  }

  private static int part(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  private static int rank(Matcher matcher, int group, int otherwise) {
    return matcher.group(group) == null ? otherwise : Integer.parseInt(matcher.group(group));
  }

  @Override
  public String toString() {
    return text;
  }
}
