package org.angarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/defects.md tells of every article it means to; {@link NamedTestsTest} looks whether the tests are there that it names. */
class KnownFaultsTest {
  private static final Path ROOT = Path.of("..");
  private static final String ARTICLES = "Q\\d+(?:, Q\\d+)*";
  /** A row of a section, and one of the list of all articles. */
  private static final Pattern ROW = Pattern.compile("\\| (" + ARTICLES + ") \\|.*");
  private static final Pattern LIST = Pattern.compile("\\| ([^|]+) \\| (\\d+) \\| (" + ARTICLES + ") \\|");

  /** The last section says which articles every other one has; neither a row nor an article gets lost or comes twice. */
  @Test
  void everyArticleHasItsRow() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    Map<String, List<String>> articles = new TreeMap<>();
    String section = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs").resolve("defects.md"))) {
      Matcher row = ROW.matcher(line);
      Matcher list = LIST.matcher(line);
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (section.equals("The articles") && list.matches()) {
        articles.put(list.group(1), List.of(list.group(3).split(", ")));
        assertThat(articles.get(list.group(1))).as(list.group(1)).hasSize(Integer.parseInt(list.group(2)));
      } else if (row.matches()) {
        rows.computeIfAbsent(section, _ -> new ArrayList<>()).addAll(List.of(row.group(1).split(", ")));
      }
    }
    assertThat(articles).isNotEmpty();
    articles.forEach((name, which) -> assertThat(rows.getOrDefault(name, List.of())).as(name)
        .containsExactlyInAnyOrderElementsOf(which));
    assertThat(articles.values().stream().mapToInt(List::size).sum()).isGreaterThanOrEqualTo(195);
  }
}
