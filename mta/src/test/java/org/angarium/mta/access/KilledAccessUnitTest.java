package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.store.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL between the steps of the hand-over, in both directions: nothing is lost, and what comes twice is known by its id. */
@Timeout(120)
class KilledAccessUnitTest {
  private static final int MESSAGES = 40;

  @TempDir
  private Path directory;
  private String lastSubmitted = "0";
  private final Map<String, String> identifiers = new HashMap<>();
  /** The messages by the ids under which they were handed out. */
  private final Map<Long, String> claimed = new TreeMap<>();
  private final Set<Long> settled = new HashSet<>();
  private final List<String> outcomes = new ArrayList<>();

  @Test
  void nothingIsLostAndNothingIsTakenTwiceWhereverTheProcessIsKilled() throws Exception {
    Path file = directory.resolve("killed.toml");
    Files.writeString(file, new TestConfig("ALPHA", 0).accessUnit("edi", "C=XX;A=TEST;P=ALPHA;O=EDI").toml());
    // After a submission, after a claim and after a settlement: whatever comes next is cut in its middle.
    for (int lines : new int[]{4, 8, 12, 17, 21}) {
      run(file, lines);
    }
    run(file, Integer.MAX_VALUE);
    assertThat(claimed.values()).doesNotHaveDuplicates().hasSize(MESSAGES);
    assertThat(identifiers).hasSize(MESSAGES);
    assertThat(settled).isEqualTo(claimed.keySet());
    assertThat(outcomes).isSubsetOf("DONE", "BEFORE");
    try (TestMta mta = new TestMta(directory.resolve("data-of-alpha"), Files.readString(file))) {
      assertThat(mta.mta.queue()).isEmpty();
    }
  }

  /** Runs until so many lines have come, then kills; or to the end. */
  private void run(Path file, int lines) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(directory.resolve("data-of-alpha").toString(),
        file.toString(), Integer.toString(Integer.parseInt(lastSubmitted) + 1), Integer.toString(MESSAGES)));
    claimed.keySet().stream().filter(id -> !settled.contains(id)).map(String::valueOf)
        .forEach(arguments::add);
    Process process = ChildProcess.start(AccessUnitProcess.class,
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new));
    try (BufferedReader reader = process.inputReader()) {
      int count = 0;
      for (String line = reader.readLine(); line != null && !line.equals("idle"); line = reader.readLine()) {
        note(line);
        count++;
        if (count == lines) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.toHandle().destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private void note(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    switch (words.getFirst()) {
      case "submitted" -> {
        lastSubmitted = words.get(1);
        String before = identifiers.put(words.get(1), words.get(2));
        assertThat(before == null || before.equals(words.get(2))).as(line).isTrue();
      }
      case "claimed" -> {
        String before = claimed.put(Long.parseLong(words.get(1)), words.get(2));
        assertThat(before == null || before.equals(words.get(2))).as(line).isTrue();
      }
      case "settled" -> {
        settled.add(Long.parseLong(words.get(1)));
        outcomes.add(words.get(2));
      }
      default -> throw new AssertionError(line);
    }
  }
}
