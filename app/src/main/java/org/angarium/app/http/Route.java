package org.angarium.app.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.RequestException;

/**
 * Which requests a resource answers.
 *
 * @param template segments of the path; {@code {}} stands for any one segment and occurs at most once
 */
public record Route(String method, List<String> template, Action action) {
  private static final String VARIABLE = "{}";

  /** What a resource does. */
  @FunctionalInterface
  public interface Action {
    /** @param variable the segment in the place of {@code {}}, empty where there is none */
    void answer(Exchange exchange, String variable) throws IOException, Refusal, RequestException;
  }

  public static Route of(String method, String path, Action action) {
    return new Route(method, List.of(path.split("/")), action);
  }

  /** The variable segment if the path has the form of the template ("" where it has none). */
  Optional<String> match(List<String> path) {
    if (path.size() != template.size()) {
      return Optional.empty();
    }
    String variable = "";
    for (int i = 0; i < path.size(); i++) {
      if (template.get(i).equals(VARIABLE)) {
        variable = path.get(i);
      } else if (!template.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variable);
  }
}
