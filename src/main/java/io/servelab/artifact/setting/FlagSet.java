package io.servelab.artifact.setting;

import io.servelab.artifact.plan.Overrides;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The flags of a worker.
 *
 * @param flags its flags, in order
 * @param missing what has no flag
 */
public record FlagSet(List<EngineFlag> flags, List<NotExpressible> missing) {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");

  /** Copies the lists. */
  public FlagSet {
    flags = List.copyOf(flags);
    missing = List.copyOf(missing);
  }

  /** The flag of a name, if it is there. */
  public Optional<EngineFlag> find(String name) {
    return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
  }

  /**
   * The same with flags that a person wrote, in place of those of the same name.
   *
   * @param file whether they are entries of a file, where {@code false} is a value; on a command
   *     line it takes the flag away
   */
  FlagSet override(List<Overrides.OfFlag> written, boolean file) {
    Map<String, EngineFlag> changed = new LinkedHashMap<>();
    flags.forEach(flag -> changed.put(flag.name(), flag));
    for (Overrides.OfFlag flag : written) {
      Object value = typed(flag.value());
      if (!file && Boolean.FALSE.equals(value)) {
        changed.remove(flag.flag());
      } else {
        changed.put(flag.flag(), new EngineFlag(flag.flag(), value, List.of()));
      }
    }
    return new FlagSet(List.copyOf(changed.values()), missing);
  }

  /** A text as the truth value or number that it spells; a blank one is a bare flag. */
  private static Object typed(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    if (text.equals("false")) {
      return false;
    }
    return WHOLE.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
  }

  FlagSet plus(List<NotExpressible> more) {
    List<NotExpressible> both = new ArrayList<>(missing);
    both.addAll(more);
    return new FlagSet(flags, both);
  }
}
