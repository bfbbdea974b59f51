package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it; the message has one line for each. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /**
   * @param file as the operator named it
   * @param problems at least one, in the order of the file
   */
  public ConfigException(Path file, List<ConfigProblem> problems) {
    super(problems.stream().map(problem -> line(file, problem)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String line(Path file, ConfigProblem problem) {
    String place = problem.line() > 0 ? ":" + problem.line() + ":" + problem.column() : "";
    return file + place + "  " + problem.text();
  }
}
