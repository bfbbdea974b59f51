package org.angarium.mta.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingFileTest {
  @TempDir
  private Path directory;

  private Path file() {
    return directory.resolve("e.jsonl");
  }

  private static Deque<String> lines(String... lines) {
    return new ArrayDeque<>(List.of(lines));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFullFileGetsTheNextNumberAndTheOldestGo() throws Exception {
    try (RollingFile file = new RollingFile(file(), 10, 2)) {
      for (int i = 1; i <= 4; i++) {
        file.append(lines("line " + i, "end " + i));
      }
      file.append(lines("last"));
    }

    assertThat(names()).containsExactly("e.3.jsonl", "e.4.jsonl", "e.jsonl");
    assertThat(directory.resolve("e.4.jsonl")).hasContent("line 4\nend 4\n");
    assertThat(file()).hasContent("last\n");
  }

  @Test
  void numbersGoOnAfterARestart() throws Exception {
    Files.writeString(directory.resolve("e.41.jsonl"), "old\n");
    Files.writeString(directory.resolve("e.x.jsonl"), "somebody else's\n");
    try (RollingFile file = new RollingFile(file(), 3, 5)) {
      file.append(lines("new"));
    }

    assertThat(names()).containsExactly("e.41.jsonl", "e.42.jsonl", "e.x.jsonl");
  }

  @Test
  void oldFilesMayNotBeKeptAtAll() throws Exception {
    try (RollingFile file = new RollingFile(file(), 3, 0)) {
      file.append(lines("a", "bcd", "e"));
    }

    assertThat(names()).containsExactly("e.jsonl");
    assertThat(file()).hasContent("e\n");
  }

  @Test
  void aLineCutShortByACrashIsEndedFirst() throws Exception {
    Files.writeString(file(), "whole\nhal");
    try (RollingFile file = new RollingFile(file(), 1000, 1)) {
      file.append(lines("next"));
    }

    assertThat(file()).hasContent("whole\nhal\nnext\n");
  }

  @Test
  void whatCouldNotBeWrittenStaysInTheQueue() throws Exception {
    Files.createDirectory(file());
    Deque<String> lines = lines("a", "b");
    try (RollingFile file = new RollingFile(file(), 1000, 1)) {
      assertThatIOException().isThrownBy(() -> file.append(lines));
      assertThat(lines).containsExactly("a", "b");
      Files.delete(file());

      file.append(lines);
      assertThat(lines).isEmpty();
    }

    assertThat(file()).hasContent("a\nb\n");
  }

  @Test
  void aFileMovedAwayByAnotherProgramIsBegunAnew() throws Exception {
    try (RollingFile file = new RollingFile(file(), 1000, 1)) {
      file.append(lines("before"));
      Files.move(file(), directory.resolve("away"));
      file.append(lines("after"));
    }

    assertThat(file()).hasContent("after\n");
    assertThat(directory.resolve("away")).hasContent("before\n");
  }
}
