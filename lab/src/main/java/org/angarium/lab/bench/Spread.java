package org.angarium.lab.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.angarium.lab.console.Figures;

/** The middle of several measurements of the same, and how far they lie apart. */
record Spread(double median, double least, double most) {
  static Spread of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElse(median));
  }

  /** {@code 812 (790 … 835)}. */
  String text(String format) {
    return String.format(Locale.ROOT, format + " (" + format + " … " + format + ")", median, least, most);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", Figures.rounded(median));
    json.put("least", Figures.rounded(least));
    json.put("most", Figures.rounded(most));
    return json;
  }
}
