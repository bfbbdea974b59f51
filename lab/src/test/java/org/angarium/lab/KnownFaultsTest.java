package org.angarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/defects.md names is there. */
class KnownFaultsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestNamedInTheListOfKnownFaultsExists() throws IOException {
    String document = Files.readString(ROOT.resolve("docs").resolve("defects.md"));
    List<MatchResult> named = NAMED.matcher(document).results().toList();
    assertThat(named).isNotEmpty()
        .allSatisfy(test -> assertThat(exists(test.group(1), test.group(2))).as(test.group()).isTrue());
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
