package io.servelab.error;

import java.util.Collection;
import java.util.List;

/** A name that is not one of the known ones: a model, system, engine, version, option or key. */
public final class UnknownNameException extends ServeLabException {

  private static final long serialVersionUID = 1L;

  private UnknownNameException(String message) {
    super(message);
  }

  /**
   * Describes an unknown name and offers the three nearest known ones.
   *
   * @param kind what the name stands for, such as "system"
   * @param name the name that was given
   * @param known every valid name
   */
  public static UnknownNameException of(String kind, String name, Collection<String> known) {
    return of(kind, name, known, "");
  }

  /**
   * Describes an unknown name, offers the three nearest known ones, and says what else may help.
   *
   * @param advice a sentence; blank for none
   */
  public static UnknownNameException of(
      String kind, String name, Collection<String> known, String advice) {
    List<String> nearest = NearestNames.of(name, known, 3);
    String hint =
        nearest.isEmpty()
            ? "No " + kind + " is known here."
            : "Did you mean " + String.join(", ", nearest) + "?";
    String more = advice.isEmpty() ? "" : "\n" + advice;
    return new UnknownNameException("Unknown " + kind + " '" + name + "'.\n" + hint + more);
  }

  /**
   * Describes an unknown name where there are so few known ones that all are offered.
   *
   * @param kind what the name stands for, such as "engine version"
   * @param name the name that was given
   * @param choices every choice as it is shown
   */
  public static UnknownNameException among(String kind, String name, Collection<String> choices) {
    return new UnknownNameException(
        "Unknown " + kind + " '" + name + "'.\nThere is " + String.join(", ", choices) + ".");
  }

  @Override
  public String code() {
    return "ValueError";
  }
}
