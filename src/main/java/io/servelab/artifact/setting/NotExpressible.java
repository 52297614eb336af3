package io.servelab.artifact.setting;

/**
 * Something that was predicted or asked for and that the files do not say.
 *
 * @param role role of the workers; blank for the whole deployment
 * @param setting what it is
 * @param value value that it should have
 * @param why why the files do not say it
 * @param advice what to do about it
 */
public record NotExpressible(String role, String setting, String value, String why, String advice) {

  @Override
  public String toString() {
    String whose = role.isEmpty() ? "" : role + ": ";
    return whose + setting + " = " + value + ": " + why + (advice.isEmpty() ? "" : " " + advice);
  }
}
