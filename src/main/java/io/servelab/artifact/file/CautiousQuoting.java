package io.servelab.artifact.file;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Leaves only words plain that YAML 1.1 and 1.2 readers agree on; the rest is quoted. */
final class CautiousQuoting extends StringQuotingChecker {

  private static final long serialVersionUID = 1L;

  private static final Pattern PLAIN =
      Pattern.compile("(--)?[A-Za-z_/][A-Za-z0-9_./@+=-]*(:[A-Za-z0-9_./@+=-]+)*");
  private static final Set<String> TAKEN =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  /** Several lines of ordinary text, which are readable as a block. */
  private static final Pattern BLOCK =
      Pattern.compile("([^\\p{Cntrl}]*[^\\p{Cntrl}\\s])?(\n([^\\p{Cntrl}]*[^\\p{Cntrl}\\s])?)+");

  @Override
  public boolean needToQuoteName(String name) {
    return !isPlain(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return !isPlain(value) && !(BLOCK.matcher(value).matches() && !value.startsWith(" "));
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
  }
}
