package org.angarium.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "events.md");

  @Test
  void idsAreUniqueAndInOrder() {
    assertThat(Arrays.stream(EventId.values()).map(EventId::number).toList()).isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void everyEventIsExplainedInWholeSentences() {
    for (EventId id : EventId.values()) {
      assertThat(id.text()).as(id.name()).endsWith(".").doesNotContain("  ");
      assertThat(id.meaning()).as(id.name()).endsWith(".").doesNotContain("  ");
      assertThat(id.remedy()).as(id.name()).endsWith(".").doesNotContain("  ");
    }
  }

  /** An event that nothing tells is a promise to the operator that nobody keeps. */
  @Test
  void everyEventIsToldSomewhere() throws Exception {
    StringBuilder sources = new StringBuilder();
    for (String module : List.of("mta", "app")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")
            && !each.endsWith("EventId.java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    String all = sources.toString();
    assertThat(EventId.values())
        .allMatch(id -> Pattern.compile("EventId\\." + id.name() + "\\b").matcher(all).find());
  }

  /** If this fails, put the table it expects into the document. */
  @Test
  void theDocumentAgreesWithTheCatalogue() throws Exception {
    String document = Files.readString(DOCUMENT);
    String table = document.substring(document.indexOf("| id |")).lines().skip(2)
        .filter(line -> line.startsWith("|")).collect(Collectors.joining("\n"));

    assertThat(table)
        .isEqualTo(
            Arrays.stream(EventId.values()).map(EventCatalogueTest::row).collect(Collectors.joining("\n")));
  }

  private static String row(EventId id) {
    return "| %d | %s | %s | %s | %s | %s | %s |".formatted(id.number(), id.name(),
        id.level().name().toLowerCase(Locale.ROOT), id.category().title(), id.text(), id.meaning(),
        id.remedy());
  }
}
