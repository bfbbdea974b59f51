package org.angarium.mta.store;

import static org.angarium.mta.store.MessageStore.Outcome.DONE;
import static org.angarium.mta.store.MessageStore.Outcome.DUPLICATE;
import static org.angarium.mta.store.SampleMessages.NOON;
import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage.SharedWith;
import org.angarium.mta.store.NewMessage.SpoolRegion;
import org.angarium.mta.store.StoreChange.Accept;
import org.angarium.mta.store.StoreChange.Quarantine;
import org.angarium.mta.store.StoreChange.Remove;
import org.angarium.mta.store.StoreChange.Take;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link MessageStore} must do with octets: contents, spools, quarantine. A part of {@link MessageStoreContract}. */
public abstract class ContentContract {
  protected MessageStore store;

  /** Opens the store of this test. After a close it is called again and must show what was stored. */
  protected abstract MessageStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected final void reopen() {
    store.close();
    store = open();
  }

  protected final Outcome commit(StoreChange... changes) {
    return store.commit(List.of(changes)).toCompletableFuture().join();
  }

  protected final NewMessage accepted(SampleMessages sample) {
    NewMessage message = sample.build();
    assertThat(commit(new Accept(message))).isEqualTo(DONE);
    return message;
  }

  protected static final long entryOf(NewMessage message) {
    return message.entries().getFirst().id();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2048, 64 * 1024, 64 * 1024 + 1, 1_000_000})
  void contentOfEveryLengthIsReadInAnyPart(int length) throws IOException {
    byte[] content = octets(length, length);
    NewMessage message = accepted(messageFor(store).content(content).entry("a"));
    for (int round = 0; round < 2; round++) {
      try (StoredMessage stored = store.load(message.id()).orElseThrow()) {
        assertThat(stored.content().read(0, length)).isEqualTo(content);
        int from = length / 3;
        assertThat(stored.content().read(from, length / 2))
            .isEqualTo(Arrays.copyOfRange(content, from, from + length / 2));
        assertThatThrownBy(() -> stored.content().read(1, length))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      reopen();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROBE", "REPORT"})
  void aProbeOrReportHasNoContent(ApduKind kind) {
    NewMessage message = accepted(messageFor(store).kind(kind).withoutContent().entry("a"));
    reopen();
    assertThat(store.entries()).isEqualTo(message.entries());
    assertThat(store.load(message.id()).orElseThrow().kind()).isEqualTo(kind);
    assertThat(contentOf(store, message.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 200_000})
  void sharedContentStaysUntilTheLastMessageGoes(int length) {
    byte[] content = octets(4, length);
    NewMessage original = accepted(messageFor(store).content(content).entry("a"));
    NewMessage copy = messageFor(store).content(new SharedWith(original.id(), length)).entry("b").build();
    assertThat(commit(new Remove(entryOf(original)), new Accept(copy))).isEqualTo(DONE);
    NewMessage third = accepted(messageFor(store).content(new SharedWith(copy.id(), length)).delivery("jo"));
    reopen();
    assertThat(store.load(original.id())).isEmpty();
    assertThat(contentOf(store, copy.id())).isEqualTo(content);
    commit(new Remove(entryOf(copy)));
    reopen();
    assertThat(contentOf(store, third.id())).isEqualTo(content);
    commit(new Take(third.deliveries().getFirst().id()));
    assertThat(store.load(third.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 300_000})
  void aSpoolGivesBackWhatWasAppended(int length) throws IOException {
    byte[] all = octets(5, length);
    try (Spool spool = store.openSpool()) {
      for (int at = 0; at < length; at += 999) {
        spool.append(Arrays.copyOfRange(all, at, Math.min(length, at + 999)));
        assertThat(spool.length()).isEqualTo(Math.min(length, at + 999));
      }
      spool.force();
      assertThat(spool.read(0, length)).isEqualTo(all);
      assertThat(spool.read(length - 7, 7)).isEqualTo(Arrays.copyOfRange(all, length - 7, length));
      assertThat(spool.read(length, 0)).isEmpty();
      assertThatThrownBy(() -> spool.read(length - 7, 8)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 70_000, 300_000})
  void aPartOfASpoolBecomesContent(int length) throws IOException {
    byte[] all = octets(6, length);
    Spool spool = store.openSpool();
    spool.append(all);
    NewMessage message = accepted(
        messageFor(store).content(new SpoolRegion(spool, 600, length - 650)).entry("a"));
    spool.close();
    spool.close();
    for (int round = 0; round < 2; round++) {
      assertThat(contentOf(store, message.id())).isEqualTo(Arrays.copyOfRange(all, 600, length - 50));
      reopen();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 300_000})
  void aSpoolIsItsOpenersAgainAfterADuplicate(int length) throws IOException {
    accepted(messageFor(store).key("K").entry("a"));
    try (Spool spool = store.openSpool()) {
      spool.append(octets(7, length));
      NewMessage again = messageFor(store).key("K").content(new SpoolRegion(spool, 0, length)).entry("a")
          .build();
      assertThat(commit(new Accept(again))).isEqualTo(DUPLICATE);
      spool.append(new byte[]{1});
      assertThat(spool.length()).isEqualTo(length + 1);
      assertThat(spool.read(0, length)).isEqualTo(octets(7, length));
    }
  }

  @Test
  void aBigMessagePassesThroughASpoolPieceByPiece() throws IOException {
    int pieces = 320;
    int piece = 64 * 1024;
    Spool spool = store.openSpool();
    for (int i = 0; i < pieces; i++) {
      spool.append(octets(i, piece));
    }
    NewMessage message = accepted(
        messageFor(store).content(new SpoolRegion(spool, 0, (long) pieces * piece)).entry("a"));
    reopen();
    try (StoredMessage stored = store.load(message.id()).orElseThrow()) {
      assertThat(stored.content().length()).isEqualTo((long) pieces * piece);
      for (int i = 0; i < pieces; i++) {
        assertThat(stored.content().read((long) i * piece, piece)).isEqualTo(octets(i, piece));
      }
    }
  }

  @Test
  void theSameOctetsAreQuarantinedOnceAndCounted() throws IOException {
    for (int i = 0; i < 3; i++) {
      Spool spool = store.openSpool();
      spool.append(octets(8, 500));
      commit(new Quarantine(spool, "south", "arrival " + i, NOON.plusSeconds(i)));
    }
    Spool large = store.openSpool();
    large.append(octets(9, 100_000));
    commit(new Quarantine(large, "north", "too odd", NOON));
    reopen();
    assertThat(store.quarantine()).hasSize(2);
    assertThat(store.quarantine().get(0)).satisfies(apdu -> {
      assertThat(apdu.from()).isEqualTo("south");
      assertThat(apdu.reason()).isEqualTo("arrival 0");
      assertThat(apdu.octets()).isEqualTo(500);
      assertThat(apdu.times()).isEqualTo(3);
      assertThat(apdu.firstAt()).isEqualTo(NOON);
    });
    assertThat(store.quarantine().get(1).octets()).isEqualTo(100_000);
  }
}
