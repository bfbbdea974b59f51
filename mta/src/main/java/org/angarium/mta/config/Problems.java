package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** Everything found wrong while one file is read, and every key that was asked for. */
final class Problems {
  private final Path file;
  private final List<ConfigProblem> found = new ArrayList<>();
  private final Set<String> keys = new TreeSet<>();

  Problems(Path file) {
    this.file = file;
  }

  void add(@Nullable TomlPosition position, String text) {
    found.add(position == null
        ? new ConfigProblem(0, 0, text)
        : new ConfigProblem(position.line(), position.column(), text));
  }

  void asked(String key) {
    keys.add(key);
  }

  /** Names of the keys that can stand somewhere in the file. */
  Set<String> keys() {
    return keys;
  }

  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
      throw new ConfigException(file, found);
    }
  }
}
