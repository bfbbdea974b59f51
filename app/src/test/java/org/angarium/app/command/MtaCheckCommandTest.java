package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.angarium.app.Samples;
import org.angarium.mta.store.Spool;
import org.angarium.mta.store.SqliteStore;
import org.angarium.mta.store.StoreChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MtaCheckCommandTest {
  @TempDir
  Path directory;
  private Path data;
  private String config;

  @BeforeEach
  void configure() throws Exception {
    config = Files.writeString(directory.resolve("alpha.toml"), Samples.CONFIG).toString();
    data = directory.resolve("data");
  }

  private void fill() throws Exception {
    try (SqliteStore store = SqliteStore.open(data)) {
      Spool spool = store.openSpool();
      spool.append(new byte[]{1, 2, 3});
      store.commit(List.of(new StoreChange.Quarantine(spool, "BRAVO", "no APDU", Samples.NOW)))
          .toCompletableFuture().join();
    }
  }

  private void damage() throws Exception {
    try (Stream<Path> files = Files.list(data.resolve("quarantine"))) {
      Files.delete(files.findFirst().orElseThrow());
    }
  }

  @Test
  void tellsCleanDamagedAndRepairedApart() throws Exception {
    fill();
    CommandRun clean = CommandRun.of("mtacheck", "--config", config);
    assertThat(clean.exitCode()).isZero();
    assertThat(clean.out()).contains("1 quarantined APDUs", "Nothing is damaged.");

    damage();
    CommandRun damaged = CommandRun.of("mtacheck", "--config", config);
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.out()).contains("quarantine-damaged", "is not there",
        "1 damaged. To repair: angarium mtacheck --repair");

    CommandRun repaired = CommandRun.of("mtacheck", "--repair", "--config", config);
    assertThat(repaired.exitCode()).isEqualTo(4);
    assertThat(repaired.out()).contains("0 of 1 are left.", data.resolve("mtacheck").toString());
    assertThat(CommandRun.of("mtacheck", "--config", config).exitCode()).isZero();
  }

  @Test
  void tellsMachinesTheSame() throws Exception {
    fill();
    damage();
    CommandRun run = CommandRun.of("mtacheck", "--json", "--config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("\"sound\":false", "\"repaired\":false", "\"quarantined APDUs\":1",
        "\"kind\":\"quarantine-damaged\"", "\"damage\":true", "\"remedy\":\"taken out and kept\"");
  }

  /** Q170403: not while the MTA runs. */
  @Test
  void isRefusedWhileTheMtaRuns() throws Exception {
    fill();
    try (SqliteStore running = SqliteStore.open(data)) {
      assertThat(running.quarantine()).hasSize(1);
      CommandRun run = CommandRun.of("mtacheck", "--repair", "--config", config);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("is in use by", "Stop the other one");
    }
  }

  @Test
  void saysThatThereIsNoStore() {
    CommandRun run = CommandRun.of("mtacheck", "--config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("There is no store in");
    assertThat(data).doesNotExist();
  }
}
