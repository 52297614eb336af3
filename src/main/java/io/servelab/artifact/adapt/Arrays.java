package io.servelab.artifact.adapt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arrays whose elements are written in a script. */
final class Arrays {

  private static final Pattern OPENING = Pattern.compile("([A-Za-z_]\\w*)=\\((.*)");
  private static final Pattern USE = Pattern.compile("\\$\\{(\\w+)\\[@]}");

  private final Map<String, List<String>> arrays = new HashMap<>();
  private String open = "";

  /**
   * Takes a command in.
   *
   * @return whether it is part of an array
   */
  boolean take(List<String> words) {
    Matcher opening = OPENING.matcher(words.get(0));
    if (open.isEmpty() && !opening.matches()) {
      return false;
    }
    List<String> elements = new ArrayList<>(words);
    if (open.isEmpty()) {
      open = opening.group(1);
      arrays.put(open, new ArrayList<>());
      elements.set(0, opening.group(2));
    }
    List<String> array = arrays.get(open);
    int last = elements.size() - 1;
    if (elements.get(last).endsWith(")")) {
      elements.set(last, elements.get(last).substring(0, elements.get(last).length() - 1));
      open = "";
    }
    elements.stream().filter(element -> !element.isEmpty()).forEach(array::add);
    return true;
  }

  /** Words with elements in place of arrays; an array that is not written stays as it is. */
  List<String> expanded(List<String> words) {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      Matcher use = USE.matcher(word);
      if (use.matches() && arrays.containsKey(use.group(1))) {
        all.addAll(arrays.get(use.group(1)));
      } else {
        all.add(word);
      }
    }
    return all;
  }
}
