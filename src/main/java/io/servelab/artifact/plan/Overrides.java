package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values that a person sets on workers. They come last and win over every rule.
 *
 * @param parameters named parameters, in the order they were given
 * @param flags flags of the engine itself, in the order they were given
 */
public record Overrides(List<OfParameter> parameters, List<OfFlag> flags) {

  /** None. */
  public static final Overrides NONE = new Overrides(List.of(), List.of());

  private static final String FLAG = "flag.";

  /** Copies the lists. */
  public Overrides {
    parameters = List.copyOf(parameters);
    flags = List.copyOf(flags);
  }

  /**
   * Another value of a parameter.
   *
   * @param role whose; everybody's if absent
   * @param parameter the parameter
   * @param value its value, in canonical form
   */
  public record OfParameter(Optional<Role> role, Parameter parameter, Object value) {}

  /**
   * A flag of the engine.
   *
   * @param role whose; everybody's if absent
   * @param flag its name without leading hyphens; a dotted path where the engine reads a file
   * @param value its value; an empty text for a flag without one
   */
  public record OfFlag(Optional<Role> role, String flag, Object value) {

    /** Requires a name that a command line can carry. */
    public OfFlag {
      if (!flag.matches("[A-Za-z][A-Za-z0-9._-]*")) {
        throw InvalidValueException.of(
            "flag", "'" + flag + "'", "a flag has letters, digits, hyphens, underscores and dots.");
      }
      if (value instanceof String text) {
        TextRule.LINE.require("flag." + flag, text);
      }
    }
  }

  /**
   * The same with another value.
   *
   * @param key a parameter or {@code flag.<name>}, behind {@code agg.}, {@code prefill.} or {@code
   *     decode.} where only one role is meant
   * @throws UnknownNameException if there is no such parameter
   */
  public Overrides with(String key, Object value) {
    int dot = key.indexOf('.');
    String first = dot < 0 ? "" : key.substring(0, dot);
    Optional<Role> role = Role.exists(first) ? Optional.of(Role.of(first)) : Optional.empty();
    String name = role.isPresent() ? key.substring(dot + 1) : key;
    if (name.startsWith(FLAG)) {
      List<OfFlag> more = new ArrayList<>(flags);
      more.add(new OfFlag(role, name.substring(FLAG.length()), value));
      return new Overrides(parameters, more);
    }
    Parameter parameter = Parameter.of(name);
    List<OfParameter> more = new ArrayList<>(parameters);
    more.add(new OfParameter(role, parameter, parameter.canonical(value)));
    return new Overrides(more, flags);
  }

  /** Parameters set for a role, the last word last. */
  public List<OfParameter> parameters(Role role) {
    return parameters.stream().filter(set -> applies(set.role, role)).toList();
  }

  /** Flags set for a role, the last word last. */
  public List<OfFlag> flags(Role role) {
    return flags.stream().filter(set -> applies(set.role, role)).toList();
  }

  /** Value that a parameter of a role was set to, if it was. */
  public Optional<Object> find(Role role, Parameter parameter) {
    return parameters(role).stream()
        .filter(set -> set.parameter == parameter)
        .reduce((earlier, later) -> later)
        .map(OfParameter::value);
  }

  private static boolean applies(Optional<Role> set, Role role) {
    return set.isEmpty() || set.get() == role;
  }
}
