package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.event.EventId;
import org.angarium.mta.fault.StoredEnvelopes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the operator decides about mail that waits. */
@Timeout(60)
class DisposalTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  /** A peer that nobody reaches. */
  private TestMta withMailWaiting() throws RequestException {
    TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", 1)
        .with("activation", "remote-initiated").toml());
    mta.submit("anna", BERT, "waits");
    await().atMost(SOON).until(() -> mta.mta.queue().size() == 1);
    return mta;
  }

  @Test
  void whatTheOperatorReturnsIsReportedWhateverAlternateThereIs() throws Exception {
    try (TestMta mta = withMailWaiting()) {
      mta.mta.submit("anna", Submission.builder()
          .to(SubmittedRecipient.of(TestMta.name(BERT)).withAlternate(TestMta.name(ANNA))).build(),
          new ByteArrayInputStream(new byte[1]));
      for (QueueEntry entry : mta.mta.queue()) {
        mta.mta.returnToOriginator(entry.id());
      }
      assertThat(mta.mta.queue()).isEmpty();
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 2);
      assertThat(mta.mailbox("anna")).extracting(each -> each.kind()).containsOnly(ApduKind.REPORT);
      assertThatThrownBy(() -> mta.mta.returnToOriginator(1)).isInstanceOf(RequestException.class)
          .hasMessageContaining("does not wait");
    }
  }

  @Test
  void whatTheOperatorDeletesIsGoneAndNobodyIsTold() throws Exception {
    try (TestMta mta = withMailWaiting()) {
      QueueEntry entry = mta.mta.queue().getFirst();
      mta.mta.delete(entry.id());
      assertThat(mta.mta.queue()).isEmpty();
      assertThat(mta.mta.load(entry.message())).isEmpty();
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThat(mta.count(EventId.MESSAGE_DISPOSED)).isEqualTo(1);
      assertThat(mta.mta.tracked(TrackingQuery.of(entry.mtsId()))).singleElement()
          .satisfies(message -> assertThat(message.records().getLast().field(TrackingField.WHY))
              .contains("the operator deleted it"));
    }
  }

  @Test
  void aFrozenMessageStaysOverARestartAndGoesOnWhenItIsLetGo() throws Exception {
    long frozen;
    try (TestMta mta = withMailWaiting()) {
      frozen = mta.mta.queue().getFirst().id();
      mta.mta.freeze(frozen);
      assertThatThrownBy(() -> mta.mta.freeze(frozen)).isInstanceOf(RequestException.class)
          .hasMessageContaining("is held already: (frozen)");
    }
    try (TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("BRAVO", 1)
        .with("activation", "remote-initiated").toml())) {
      assertThat(mta.mta.queue()).singleElement().satisfies(entry -> {
        assertThat(entry.connector()).isEqualTo("(frozen)");
        assertThat(entry.notBefore()).isEqualTo(entry.expiry());
      });
      assertThat(mta.mta.connectors().getFirst().waiting()).isZero();
      mta.mta.unfreeze(frozen);
      assertThat(mta.mta.queue()).singleElement()
          .satisfies(entry -> assertThat(entry.connector()).isEqualTo("BRAVO"));
      await().atMost(SOON).until(() -> mta.mta.connectors().getFirst().waiting() == 1);
      assertThatThrownBy(() -> mta.mta.unfreeze(frozen)).isInstanceOf(RequestException.class)
          .hasMessageContaining("is not frozen");
    }
  }

  /** What an operator does with a copy that cannot be read any more. */
  private interface Action {
    void on(Mta mta, long entry) throws RequestException;
  }

  /** A message that waits as {@code held} leaves it, and that is damaged while the MTA does not run. */
  private TestMta withDamagedMail(Submission.Builder message, Action held) throws Exception {
    try (TestMta mta = withMailWaiting()) {
      mta.mta.delete(mta.mta.queue().getFirst().id());
      mta.mta.submit("anna", message.build(), new ByteArrayInputStream(new byte[7]));
      held.on(mta.mta, mta.mta.queue().getFirst().id());
    }
    StoredEnvelopes.damage(directory.resolve("data"));
    TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", 1)
        .with("activation", "remote-initiated").toml());
    assertThat(mta.mta.queue()).hasSize(1);
    return mta;
  }

  private static Submission.Builder toBert() {
    return Submission.builder().to(TestMta.name(BERT));
  }

  private static void nothing(Mta mta, long entry) {
    // it waits for its connector
  }

  /** Nobody can be told, since who sent it stood in what is damaged; what is left is kept, and the operator is not told that it waits. */
  private void goesToTheQuarantine(TestMta mta, Action action) {
    long entry = mta.mta.queue().getFirst().id();
    assertThatThrownBy(() -> action.on(mta.mta, entry)).isInstanceOf(RequestException.class)
        .hasMessageContaining("queue entry " + entry)
        .hasMessageContaining("damaged").hasMessageContaining("quarantine");
    assertThat(mta.mta.quarantine()).singleElement()
        .satisfies(kept -> assertThat(kept.octets()).isEqualTo(5 + 7));
    assertThat(mta.mta.queue()).isEmpty();
    assertThat(mta.mailbox("anna")).isEmpty();
    assertThat(mta.count(EventId.STORED_COPY_DAMAGED)).isEqualTo(1);
    assertThat(mta.count(EventId.MESSAGE_DISPOSED)).isZero();
  }

  @Test
  void aDamagedCopyThatTheOperatorReturnsGoesToTheQuarantine() throws Exception {
    try (TestMta mta = withDamagedMail(toBert(), DisposalTest::nothing)) {
      goesToTheQuarantine(mta, Mta::returnToOriginator);
    }
  }

  @Test
  void aDamagedCopyThatTheOperatorCancelsGoesToTheQuarantine() throws Exception {
    try (TestMta mta = withDamagedMail(toBert().deferredDelivery(Instant.now().plusSeconds(3600)),
        DisposalTest::nothing)) {
      goesToTheQuarantine(mta, Mta::cancel);
    }
  }

  @Test
  void aDamagedCopyThatTheOperatorLetsGoOnGoesToTheQuarantine() throws Exception {
    try (TestMta mta = withDamagedMail(toBert(), Mta::freeze)) {
      goesToTheQuarantine(mta, Mta::unfreeze);
    }
  }

  /** Neither reads what is stored. */
  @Test
  void aDamagedCopyIsFrozenAndDeletedLikeAnyOther() throws Exception {
    try (TestMta mta = withDamagedMail(toBert(), DisposalTest::nothing)) {
      long entry = mta.mta.queue().getFirst().id();
      mta.mta.freeze(entry);
      assertThat(mta.mta.queue()).singleElement()
          .satisfies(frozen -> assertThat(frozen.connector()).isEqualTo("(frozen)"));
      mta.mta.delete(entry);
      assertThat(mta.mta.queue()).isEmpty();
      assertThat(mta.mta.quarantine()).isEmpty();
    }
  }
}
