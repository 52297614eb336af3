package io.servelab.artifact.file;

/**
 * A flag of a generated file and its reason.
 *
 * @param file file that it stands in; several, comma-separated, where it stands in several
 * @param role role of the workers; blank for the whole deployment
 * @param flag the flag, or the entry of a file
 * @param value its value
 * @param why why it has this value
 * @param origin where the value comes from: a rule, the model, the machines, the prediction, a key
 *     of the study with its layer, or an override
 */
public record ExplainedFlag(
    String file, String role, String flag, String value, String why, String origin) {

  @Override
  public String toString() {
    String whose = role.isEmpty() ? "" : role + ": ";
    return whose + flag + (value.isEmpty() ? "" : " " + value) + " (" + origin + "): " + why;
  }
}
