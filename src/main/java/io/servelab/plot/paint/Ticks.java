package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses round values along an axis and writes them. */
final class Ticks {

  private static final double[] STEPS = {1, 2, 5, 10};
  private static final String[] SUFFIXES = {"", "k", "M", "B", "T"};

  private Ticks() {}

  /**
   * The ticks of an axis.
   *
   * @param scale the axis
   * @param settings its JSON, which may list its own ticks
   * @param most about how many there may be
   */
  static List<Tick> of(AxisScale scale, Settings settings, int most) {
    if (settings.has("tickvals")) {
      return listed(scale, settings);
    }
    return switch (scale.kind()) {
      case CATEGORY -> categories(scale);
      case LINEAR -> linear(scale.low(), scale.high(), most);
      case LOG -> logarithmic(scale, most);
    };
  }

  private static List<Tick> listed(AxisScale scale, Settings settings) {
    List<JsonNode> values = settings.list("tickvals");
    List<JsonNode> texts = settings.list("ticktext");
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String label = i < texts.size() ? texts.get(i).asText() : values.get(i).asText();
      double coordinate = scale.coordinate(values.get(i));
      if (isInside(scale, coordinate)) {
        ticks.add(new Tick(coordinate, PlotlyText.plain(label)));
      }
    }
    return ticks;
  }

  private static List<Tick> categories(AxisScale scale) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < scale.categories().size(); i++) {
      if (isInside(scale, i)) {
        ticks.add(new Tick(i, PlotlyText.plain(scale.categories().get(i))));
      }
    }
    return ticks;
  }

  /** Round values between two numbers, in either order. */
  static List<Tick> linear(double from, double to, int most) {
    double low = Math.min(from, to);
    double high = Math.max(from, to);
    List<Tick> ticks = new ArrayList<>();
    if (low == high) {
      ticks.add(new Tick(low, label(low, Math.abs(low) / 10, Math.abs(low))));
    }
    if (!(low < high) || !Double.isFinite(high - low)) {
      return ticks;
    }
    double step = step((high - low) / Math.max(1, most));
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    double largest = Math.max(Math.abs(low), Math.abs(high));
    for (long i = first; i <= last; i++) {
      ticks.add(new Tick(i * step, label(i * step, step, largest)));
    }
    return ticks;
  }

  private static List<Tick> logarithmic(AxisScale scale, int most) {
    double decades = Math.abs(scale.high() - scale.low());
    if (decades < 1) {
      return linear(scale.number(scale.low()), scale.number(scale.high()), most).stream()
          .filter(tick -> tick.coordinate() > 0)
          .map(tick -> new Tick(scale.ofNumber(tick.coordinate()), tick.label()))
          .toList();
    }
    int[] factors = 3 * decades <= most ? new int[] {1, 2, 5} : new int[] {1};
    int stride = Math.max(1, (int) Math.ceil(decades / most));
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.min(scale.low(), scale.high()));
    int last = (int) Math.ceil(Math.max(scale.low(), scale.high()));
    for (int decade = first; decade <= last; decade += stride) {
      for (int factor : factors) {
        double value = factor * Math.pow(10, decade);
        if (isInside(scale, scale.ofNumber(value))) {
          ticks.add(new Tick(scale.ofNumber(value), label(value, value, value)));
        }
      }
    }
    return ticks;
  }

  private static boolean isInside(AxisScale scale, double coordinate) {
    double fraction = scale.fraction(coordinate);
    return fraction >= -1e-9 && fraction <= 1 + 1e-9;
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : STEPS) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A round value with a suffix for thousands, and as many decimals as the step needs. */
  private static String label(double value, double step, double largest) {
    int thousands = 0;
    if (largest >= 1e4) {
      thousands = (int) Math.min(SUFFIXES.length - 1, Math.floor(Math.log10(largest) / 3));
    }
    double unit = Math.pow(1000, thousands);
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
    if (value == 0) {
      return "0";
    }
    if (decimals > 6) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value / unit).replace('-', '−')
        + SUFFIXES[thousands];
  }
}
