package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Q271600: many stored files and an unclean stop. Each file is a disk write of its own, so the build has few of them; as many as in the
 * article with {@code mvn -pl mta -am test -Dtest=ManyContentsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dangarium.stored-files=70000}.
 */
class ManyContentsTest {
  private static final int FILES = Integer.getInteger("angarium.stored-files", 500);

  @TempDir
  private Path directory;

  @Test
  @Timeout(3600)
  void aKillLosesNoneOfThem() throws Exception {
    Process process = ChildProcess.start(ManyContentsProducer.class, List.of("-XX:TieredStopAtLevel=1"),
        directory.toString(), String.valueOf(FILES));
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("all");
      process.toHandle().destroyForcibly();
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    long before = System.nanoTime();
    try (SqliteStore store = SqliteStore.open(directory, ManyContentsProducer.EACH_IN_A_FILE)) {
      List<QueueEntry> entries = store.entries();
      System.out.println(entries.size() + " messages in files are there "
          + Duration.ofNanos(System.nanoTime() - before).toMillis() + " ms after the start began");
      assertThat(entries).hasSizeGreaterThanOrEqualTo(FILES);
      for (QueueEntry entry : entries) {
        assertThat(contentOf(store, entry.message()))
            .isEqualTo(ManyContentsProducer.contentOf(entry.message()));
      }
      try (Stream<Path> files = Files.list(directory.resolve("content"))) {
        assertThat(files.count()).isEqualTo(entries.size());
      }
    }
    assertThat(StoreCheck.check(directory, (kind, envelope) -> Integer.MAX_VALUE).found())
        .extracting(StoreFinding::kind).isSubsetOf(StoreFinding.Kind.ENTRY_MISCOUNTED);
  }
}
