package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.regex.Pattern;

/** What a text must look like to be used where it goes. */
enum TextRule {
  /** Any text on one line. */
  LINE("[^\\p{Cntrl}\u0085\u2028\u2029]*", "it must be one line without control characters"),
  /** Name of a namespace, or a part of other names. */
  DNS_LABEL(
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
      "Kubernetes takes lower-case letters, digits and inner hyphens, at most 63 characters"),
  /** Name of most Kubernetes objects; blank where there is none. */
  OBJECT_NAME(
      "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*)?",
      "Kubernetes takes lower-case letters, digits, inner hyphens and dots"),
  /** A container image; blank for the usual one. */
  IMAGE("([A-Za-z0-9][A-Za-z0-9._/:@-]*)?", "an image is a repository with a tag or digest"),
  /** An absolute path. */
  ABSOLUTE_PATH("/[^\\p{Cntrl}\u0085\u2028\u2029]*", "it must be an absolute path on one line"),
  /** A host name or address. */
  HOST("[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?", "it must be a host name or an address"),
  /** A port. */
  PORT(
      "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]",
      "a port lies between 1 and 65535"),
  /** A positive whole number, or {@code auto}. */
  COUNT("auto|[1-9][0-9]{0,5}", "it must be a positive whole number or auto"),
  /** An amount of storage. */
  QUANTITY("[1-9][0-9]*(Ki|Mi|Gi|Ti|K|M|G|T)?", "it must be an amount such as 100Gi"),
  /** Name of an environment variable. */
  VARIABLE("[A-Za-z_][A-Za-z0-9_]*", "a variable has letters, digits and underscores");

  private final Pattern pattern;
  private final String reason;

  TextRule(String pattern, String reason) {
    this.pattern = Pattern.compile(pattern);
    this.reason = reason;
  }

  /**
   * Requires a text to obey.
   *
   * @throws InvalidValueException if it does not
   */
  String require(String what, String text) {
    if (!pattern.matcher(text).matches()) {
      throw InvalidValueException.of(what, shown(text), reason + ".");
    }
    return text;
  }

  /**
   * Requires one of some words.
   *
   * @throws InvalidValueException if it is none of them
   */
  static String requireOneOf(String what, String text, List<String> words) {
    if (!words.contains(text)) {
      throw InvalidValueException.of(
          what, shown(text), "choose one of " + String.join(", ", words) + ".");
    }
    return text;
  }

  private static String shown(String text) {
    return "'" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'";
  }
}
