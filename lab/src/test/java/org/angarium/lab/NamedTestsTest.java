package org.angarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every test that a document names is there, and what a document claims to be supported names one. */
class NamedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  /** {@code `mta.SomeTest#method`}, {@code `SomeTest`}, or {@code `#method`} of the class named before it on the line. */
  private static final Pattern NAMED = Pattern
      .compile("`(?:(?:([a-z0-9.]+)\\.)?([A-Z]\\w*Test))?(?:#(\\w+))?`");

  /** Sources of tests, by the name of the class, with their paths. */
  private static final Map<String, Map<String, String>> SOURCES = new HashMap<>();

  /** @param packages what the document says of the package: the end of its name, empty for none */
  private record Named(String packages, String type, String method) {
    boolean exists() {
      return SOURCES.getOrDefault(type, Map.of()).entrySet().stream()
          .anyMatch(source -> (packages.isEmpty()
              || source.getKey().endsWith("/" + packages.replace('.', '/') + "/" + type + ".java"))
              && (method.isEmpty() || source.getValue().contains(" void " + method + "(")));
    }
  }

  @BeforeAll
  static void readSources() throws IOException {
    for (String module : List.of("osi", "x400", "mta", "app", "lab")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString();
          SOURCES.computeIfAbsent(name.substring(0, name.length() - ".java".length()), _ -> new HashMap<>())
              .put(file.toString().replace('\\', '/'), Files.readString(file));
        }
      }
    }
  }

  private static List<Named> named(String line) {
    List<Named> all = new ArrayList<>();
    Matcher matcher = NAMED.matcher(line);
    String packages = "";
    String type = "";
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        packages = matcher.group(1) == null ? "" : matcher.group(1);
        type = matcher.group(2);
      }
      String method = matcher.group(3) == null ? "" : matcher.group(3);
      if (!type.isEmpty()) {
        all.add(new Named(packages, type, method));
      } else if (!method.isEmpty()) {
        throw new IllegalArgumentException("no class is named before #" + method + ": " + line);
      }
    }
    return all;
  }

  @Test
  void everyTestThatADocumentNamesExists() throws IOException {
    int count = 0;
    List<Path> documents = new ArrayList<>(
        List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
    try (Stream<Path> files = Files.list(DOCS)) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    for (Path document : documents) {
      for (String line : Files.readAllLines(document)) {
        List<Named> named = named(line);
        count += named.size();
        assertThat(named).as(document.getFileName() + ": " + line).allMatch(Named::exists);
      }
    }
    assertThat(count).as("tests are named at all").isGreaterThan(500);
  }

  /** The rows of a table under a heading, each as its cells. */
  private static List<List<String>> rows(String document, String heading) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean here = false;
    for (String line : Files.readAllLines(DOCS.resolve(document))) {
      if (line.startsWith("#")) {
        here = line.equals(heading);
      } else if (here && line.startsWith("| ")) {
        rows.add(
            Stream.of(line.substring(1, line.length() - 1).split("\\|", -1)).map(String::strip).toList());
      }
    }
    assertThat(rows).as(heading).hasSizeGreaterThan(1);
    return rows.subList(1, rows.size());
  }

  @Test
  void whateverIsClaimedOfTheProfileHasATest() throws IOException {
    List<List<String>> all = new ArrayList<>();
    for (String part : List.of("## Profile AMH1n", "### What AMH11 consists of", "### Functional groups")) {
      all.addAll(rows("conformance.md", part));
    }
    for (List<String> row : all) {
      assertThat(row).hasSize(3);
      String state = row.get(1);
      assertThat(state).as(row.getFirst()).matches("(supported|in part|not claimed).*");
      if (!state.startsWith("not claimed")) {
        assertThat(named(row.get(2))).as(row.getFirst()).isNotEmpty();
      }
    }
  }

  /** A procedure that a class does has a test, or it is said that it has none. */
  @Test
  void everyProcedureThatIsDoneHasATestOrSaysThatItHasNone() throws IOException {
    for (List<String> row : rows("conformance.md", "## Procedures of an MTA (X.411 clause 14)")) {
      assertThat(row).hasSize(4);
      if (!row.get(2).isEmpty()) {
        assertThat(named(row.get(3)).isEmpty() && !row.get(3).contains("gap: no test")
            && !row.get(3).contains("Gap: no test")).as(row.get(1) + ": " + row.get(3)).isFalse();
      }
    }
  }

  @Test
  void aTestThatIsNotThereIsNoticed() {
    assertThat(named("`NamedTestsTest#aTestThatIsNotThereIsNoticed`, `#noSuchTest`, `lab.NamedTestsTest`,"
        + " `mta.NamedTestsTest`, `NoSuchTest`")).extracting(Named::exists)
        .containsExactly(true, false, true, false, false);
  }
}
