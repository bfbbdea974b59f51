package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.angarium.mta.store.MessageStore.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of its commits, again and again in the same directory, and looks at what it left. */
class SqliteStoreCrashTest {
  private static final int ROUNDS = 5;

  @TempDir
  Path directory;

  /** What a killed process said: what it had intended and what the store had acknowledged. */
  private static final class Testimony {
    final Set<Long> accepted = new HashSet<>();
    final Set<Long> perhapsRemoved = new HashSet<>();
    final Set<Long> removed = new HashSet<>();
    final Set<List<Long>> replacements = new HashSet<>();
    long highestId;

    void hear(String line) {
      String[] words = line.split(" ");
      long id = Long.parseLong(words[1]);
      highestId = Math.max(highestId, id);
      switch (words[0]) {
        case "accept" -> {
        }
        case "accepted" -> accepted.add(id);
        case "remove" -> perhapsRemoved.add(id);
        case "removed" -> removed.add(id);
        case "replace" -> {
          perhapsRemoved.add(id);
          replacements.add(List.of(id, Long.valueOf(words[2])));
        }
        case "replaced" -> {
          removed.add(id);
          accepted.add(Long.valueOf(words[2]));
        }
        default -> throw new AssertionError(line);
      }
    }
  }

  @Test
  @Timeout(120)
  void whateverWasAcknowledgedSurvivesAKillAndNothingIsHalfDone() throws Exception {
    Random random = new Random(20261101);
    Testimony testimony = new Testimony();
    for (int round = 0; round < ROUNDS; round++) {
      runAndKill(testimony, random.nextInt(2000) + 1, round);
      // The samples' entries do not count their contents.
      assertThat(StoreCheck.check(directory, (kind, envelope) -> Integer.MAX_VALUE).found())
          .extracting(StoreFinding::kind).isSubsetOf(StoreFinding.Kind.ENTRY_MISCOUNTED,
              StoreFinding.Kind.FILE_LEFT_OVER);
      try (MessageStore store = SqliteStore.open(directory)) {
        check(store, testimony);
      }
    }
    assertThat(testimony.accepted).hasSizeGreaterThan(1000);
    assertThat(testimony.removed).hasSizeGreaterThan(300);
  }

  /** Kills the process after its n-th line; its other threads are then anywhere in a commit. */
  private void runAndKill(Testimony testimony, int lines, int round)
      throws IOException, InterruptedException {
    Process process = ChildProcess.start(CrashingProducer.class, List.of("-XX:TieredStopAtLevel=1"),
        directory.toString(), String.valueOf(round));
    try (BufferedReader said = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (int i = 0; i < lines; i++) {
        testimony.hear(said.readLine());
      }
      if (round == 0) {
        assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class)
            .hasMessageContaining(directory.toString()).hasMessageContaining("" + process.pid());
      }
      process.toHandle().destroyForcibly(); // unlike the process's own method leaves its output readable
      process.waitFor();
      // What it said before it died counts too, but for a last line that was cut short.
      StringWriter rest = new StringWriter();
      said.transferTo(rest);
      String text = rest.toString();
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(testimony::hear);
    } finally {
      process.destroyForcibly();
    }
  }

  private void check(MessageStore store, Testimony testimony) throws IOException {
    Map<Long, Long> entriesOf = store.entries().stream()
        .collect(Collectors.groupingBy(QueueEntry::message, Collectors.counting()));
    Set<Long> delivered = store.mailbox("jo").stream().map(DeliveredMessage::message)
        .collect(Collectors.toSet());

    assertThat(entriesOf.values()).as("entries of each message").containsOnly(2L);
    assertThat(delivered).isEqualTo(entriesOf.keySet());
    for (long id : entriesOf.keySet()) {
      assertThat(contentOf(store, id)).isEqualTo(CrashingProducer.contentOf(id));
    }

    Set<Long> mustBeThere = new HashSet<>(testimony.accepted);
    mustBeThere.removeAll(testimony.perhapsRemoved);
    assertThat(entriesOf.keySet()).containsAll(mustBeThere).doesNotContainAnyElementsOf(testimony.removed);
    for (List<Long> replacement : testimony.replacements) {
      assertThat(entriesOf.keySet().containsAll(replacement)).as("both of %s", replacement).isFalse();
      boolean newOneEnded = testimony.perhapsRemoved.contains(replacement.get(1));
      assertThat(entriesOf.containsKey(replacement.get(0)) || entriesOf.containsKey(replacement.get(1))
          || newOneEnded)
          .as("one of %s", replacement).isTrue();
    }

    assertThat(store.nextId()).isGreaterThan(testimony.highestId);
    long one = mustBeThere.iterator().next();
    assertThat(store
        .commit(List.of(new StoreChange.Accept(messageFor(store).key(CrashingProducer.keyOf(one)).build())))
        .toCompletableFuture().join()).isEqualTo(Outcome.DUPLICATE);
    long large = entriesOf.keySet().stream().filter(id -> id % 10 == 0).count();
    try (Stream<Path> files = Files.list(directory.resolve("content"))) {
      assertThat(files.count()).as("content files").isEqualTo(large);
    }
  }
}
