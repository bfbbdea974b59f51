package org.angarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/defects.md names is there. */
class KnownFaultsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final String ARTICLES = "Q\\d+(?:, Q\\d+)*";
  /** A row of a section, and one of the list of all articles. */
  private static final Pattern ROW = Pattern.compile("\\| (" + ARTICLES + ") \\|.*");
  private static final Pattern LIST = Pattern.compile("\\| ([^|]+) \\| (\\d+) \\| (" + ARTICLES + ") \\|");

  @Test
  void everyTestNamedInTheListOfKnownFaultsExists() throws IOException {
    String document = Files.readString(ROOT.resolve("docs").resolve("defects.md"));
    List<MatchResult> named = NAMED.matcher(document).results().toList();
    assertThat(named).isNotEmpty()
        .allSatisfy(test -> assertThat(exists(test.group(1), test.group(2))).as(test.group()).isTrue());
  }

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

  @Test
  void aTestThatIsNotThereIsNoticed() throws IOException {
    assertThat(exists("KnownFaultsTest", "noSuchTest" + 1)).isFalse();
    assertThat(exists("KnownFaultsTest", "aTestThatIsNotThereIsNoticed")).isTrue();
  }

  private static boolean exists(String type, String method) throws IOException {
    for (String module : List.of("osi", "x400", "mta", "app", "lab")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(path -> path.endsWith(type + ".java")).toList()) {
          if (Files.readString(file).contains(" void " + method + "(")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
