package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.NOON;
import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage.SharedWith;
import org.angarium.mta.store.NewMessage.SpoolRegion;
import org.angarium.mta.store.StoreChange.Accept;
import org.angarium.mta.store.StoreChange.Quarantine;
import org.angarium.mta.store.StoreChange.Remove;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets the first step that touches the disk fail, then the second, and so on: what was not acknowledged leaves no trace. */
class SqliteStoreFaultTest {
  private static final int LARGE = 150_000;

  @TempDir
  Path directory;

  /** Fails one step, counted from 1. */
  private static final class FailingStep implements DiskStep {
    private final int failing;
    private int steps;

    FailingStep(int failing) {
      this.failing = failing;
    }

    @Override
    public synchronized void before(String step) throws IOException {
      if (++steps == failing) {
        throw new IOException("step " + step + " fails for the test");
      }
    }

    synchronized boolean reached() {
      return steps >= failing;
    }
  }

  /** What the store has acknowledged. */
  private static final class Ledger {
    final Map<Long, byte[]> messages = new HashMap<>();
    final Set<Long> refused = new HashSet<>();
    int quarantined;
  }

  @Test
  void whicheverStepFailsTheStoreHoldsExactlyWhatItAcknowledged() throws IOException {
    int failing = 0;
    boolean reached;
    do {
      failing++;
      Path place = directory.resolve("fault" + failing);
      FailingStep disk = new FailingStep(failing);
      Ledger ledger = new Ledger();
      try (MessageStore store = SqliteStore.open(place, StoreSettings.STANDARD, disk)) {
        work(store, ledger);
        compare(store, ledger);
      }
      reached = disk.reached();
      assertThat(ledger.refused.size() <= 2).as("step %d: %s refused", failing, ledger.refused).isTrue();
      try (MessageStore store = SqliteStore.open(place)) {
        compare(store, ledger);
        compareFiles(place, store, ledger);
      }
    } while (reached);
    assertThat(failing).isGreaterThan(15);
  }

  private static void work(MessageStore store, Ledger ledger) {
    NewMessage small = messageFor(store).content(octets(1, 100)).entry("a").build();
    accept(store, ledger, small, octets(1, 100));
    NewMessage large = messageFor(store).content(octets(2, LARGE)).entry("a").build();
    accept(store, ledger, large, octets(2, LARGE));
    accept(store, ledger, messageFor(store).content(new SharedWith(large.id(), LARGE)).entry("b").build(),
        octets(2, LARGE));
    arrive(store, ledger);
    if (!failed(() -> outcome(store, new Remove(large.entries().getFirst().id())))) {
      ledger.messages.remove(large.id());
    }
    for (int length : new int[]{100, LARGE}) {
      if (!failed(() -> {
        try (Spool odd = store.openSpool()) {
          odd.append(octets(4, length));
          return outcome(store, new Quarantine(odd, "south", "odd", NOON));
        }
      })) {
        ledger.quarantined++;
      }
    }
    accept(store, ledger, messageFor(store).content(octets(5, 100)).entry("a").build(), octets(5, 100));
  }

  private static void arrive(MessageStore store, Ledger ledger) {
    byte[] content = octets(3, LARGE);
    NewMessage frame = messageFor(store).entry("a").build();
    if (failed(() -> {
      try (Spool spool = store.openSpool()) {
        for (int at = 0; at < LARGE; at += 50_000) {
          spool.append(Arrays.copyOfRange(content, at, at + 50_000));
          spool.force();
        }
        return outcome(store,
            new Accept(new NewMessage(frame.id(), frame.kind(), frame.mtsId(), Set.of(), frame.envelope(),
                new SpoolRegion(spool, 0, LARGE), NOON, frame.entries(), List.of())));
      }
    })) {
      ledger.refused.add(frame.id());
    } else {
      ledger.messages.put(frame.id(), content);
    }
  }

  private static void accept(MessageStore store, Ledger ledger, NewMessage message, byte[] content) {
    if (failed(() -> outcome(store, new Accept(message)))) {
      ledger.refused.add(message.id());
    } else {
      ledger.messages.put(message.id(), content);
    }
  }

  private interface Action {
    Outcome run() throws Exception;
  }

  private static boolean failed(Action action) {
    try {
      assertThat(action.run()).isEqualTo(Outcome.DONE);
      return false;
    } catch (Exception e) {
      assertThat(e instanceof IOException || e.getCause() instanceof StoreException).as("%s", e).isTrue();
      return true;
    }
  }

  private static Outcome outcome(MessageStore store, StoreChange change) {
    return store.commit(List.of(change)).toCompletableFuture().join();
  }

  private static void compare(MessageStore store, Ledger ledger) {
    assertThat(store.entries()).extracting(QueueEntry::message)
        .containsExactlyInAnyOrderElementsOf(ledger.messages.keySet());
    ledger.messages.forEach((id, content) -> assertThat(contentOf(store, id)).isEqualTo(content));
    assertThat(ledger.refused).allSatisfy(id -> assertThat(store.load(id)).isEmpty());
    assertThat(store.quarantine()).hasSize(ledger.quarantined);
  }

  private static void compareFiles(Path place, MessageStore store, Ledger ledger) throws IOException {
    // The two messages that share a content have one file between them.
    long large = ledger.messages.values().stream().filter(content -> content.length == LARGE)
        .map(Arrays::hashCode).distinct().count();
    try (Stream<Path> files = Files.list(place.resolve("content"))) {
      assertThat(files.count()).isEqualTo(large);
    }
    try (Stream<Path> files = Files.list(place.resolve("quarantine"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              store.quarantine().stream().map(QuarantinedApdu::file).toList());
    }
  }
}
