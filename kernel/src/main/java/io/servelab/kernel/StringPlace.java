package io.servelab.kernel;

import java.util.Optional;

/**
 * The string at the end of unfinished code, as an argument of a call.
 *
 * @param typed what is written of it
 * @param call the code up to and including the parenthesis of the call
 * @param argument which argument it is, from 1
 * @param first the first argument if that is another string, else blank
 */
record StringPlace(String typed, String call, int argument, String first) {

  /** The place at the end of the code, unless that is outside of strings or of calls. */
  static Optional<StringPlace> atEndOf(String java) {
    JavaText text = new JavaText(java);
    int quote = text.openString();
    if (quote < 0) {
      return Optional.empty();
    }
    int depth = 0;
    int argument = 1;
    int firstEnd = quote;
    for (int at = quote - 1; at >= 0; at--) {
      char c = text.isCode(at) ? java.charAt(at) : ' ';
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if (c == '(' && depth == 0) {
        String first = argument == 1 ? "" : literal(java.substring(at + 1, firstEnd).strip());
        return Optional.of(
            new StringPlace(java.substring(quote + 1), java.substring(0, at + 1), argument, first));
      } else if (c == '(' || c == '[' || c == '{') {
        depth--;
      } else if (c == ',' && depth == 0) {
        argument++;
        firstEnd = at;
      }
      if (depth < 0 || c == ';') {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String literal(String code) {
    boolean quoted = code.length() > 1 && code.startsWith("\"") && code.endsWith("\"");
    return quoted ? code.substring(1, code.length() - 1) : "";
  }
}
