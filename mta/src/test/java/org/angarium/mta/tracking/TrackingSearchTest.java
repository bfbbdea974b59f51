package org.angarium.mta.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrackingSearchTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final String ANNA = "C=XX;A=TEST;P=ALPHA;S=Anna";
  private static final String BERT = "C=XX;A=TEST;P=BRAVO;S=Bert";
  private static final String CARL = "C=XX;A=TEST;P=BRAVO;S=Carl";

  private final List<List<TrackingRecord>> written = new ArrayList<>();
  private int opened;

  private void write(TrackingRecord... records) {
    written.add(List.of(records));
  }

  private List<TrackedMessage> find(TrackingQuery query) {
    return TrackingSearch.find((from, until, visitor) -> {
      for (List<TrackingRecord> records : written.reversed()) {
        Set<Integer> keys = new HashSet<>();
        records.forEach(record -> TrackingKeys.of(record, keys::add));
        if (!visitor.test(new TrackingBlock() {
          @Override
          public boolean mayHave(int key) {
            return keys.contains(key);
          }

          @Override
          public List<TrackingRecord> records() {
            opened++;
            return records;
          }
        })) {
          return;
        }
      }
    }, query);
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  /** A message of two recipients, one transferred, one not delivered and reported. */
  private void parted() {
    write(TrackingRecord.of(TrackingStep.SUBMITTED, 1, "m1").with(TrackingField.KIND, "message")
        .with(TrackingField.ORIGINATOR, ANNA).with(TrackingField.CONTENT_IDENTIFIER, "Order 12")
        .to(0, 1, BERT).to(1, 2, CARL).at(at(0)),
        TrackingRecord.of(TrackingStep.ROUTED, 1, "m1").to(TrackedRecipient.at(0))
            .with(TrackingField.CONNECTOR, "BRAVO").at(at(0)),
        TrackingRecord.of(TrackingStep.NOT_DELIVERED, 0, "m1").to(-1, 2, CARL)
            .with(TrackingField.REASON, "unable-to-transfer").at(at(0)),
        TrackingRecord.of(TrackingStep.REPORTED, 0, "m1").to(-1, 2, CARL).with(TrackingField.REPORT, "r1")
            .at(at(0)));
    write(TrackingRecord.of(TrackingStep.CREATED, 2, "r1").with(TrackingField.KIND, "report")
        .with(TrackingField.SUBJECT, "m1").to(0, 0, ANNA).at(at(0)),
        TrackingRecord.of(TrackingStep.DELIVERED, 2, "r1").with(TrackingField.MAILBOX, "anna").at(at(0)));
    write(TrackingRecord.of(TrackingStep.TRANSFERRED, 1, "m1").to(TrackedRecipient.at(0))
        .with(TrackingField.CONNECTOR, "BRAVO").at(at(5)));
  }

  private void another(int number, int second) {
    write(TrackingRecord.of(TrackingStep.RECEIVED, number, "x" + number).with(TrackingField.KIND, "message")
        .with(TrackingField.ORIGINATOR, BERT).to(0, 1, ANNA).at(at(second)));
  }

  private static TrackingQuery query(String originator, String recipient, String content,
      TrackingState state) {
    return new TrackingQuery(null, originator, recipient, content, null, null, state, null, 100);
  }

  @Test
  void everyRecipientHasItsOwnFateWithItsName() {
    parted();
    TrackedMessage message = find(TrackingQuery.of("m1")).getFirst();
    assertThat(message.kind()).isEqualTo("message");
    assertThat(message.fates()).extracting(fate -> fate.recipient().name(), TrackedMessage.Fate::state,
        TrackedMessage.Fate::via).containsExactly(
            org.assertj.core.groups.Tuple.tuple(BERT, TrackingState.TRANSFERRED, "BRAVO"),
            org.assertj.core.groups.Tuple.tuple(CARL, TrackingState.NOT_DELIVERED, ""));
    assertThat(message.of(message.fates().getFirst().recipient())).extracting(TrackingRecord::step)
        .containsExactly(TrackingStep.SUBMITTED, TrackingStep.ROUTED, TrackingStep.TRANSFERRED);
  }

  @Test
  void theReportOnAMessageIsFoundWithIt() {
    parted();
    assertThat(find(TrackingQuery.of("m1"))).extracting(TrackedMessage::mtsId).containsExactly("m1", "r1");
    assertThat(find(TrackingQuery.of("r1"))).extracting(TrackedMessage::mtsId).containsExactly("r1");
  }

  @Test
  void messagesAreFoundByEachOfTheirAttributes() {
    parted();
    another(7, 10);
    assertThat(find(query(ANNA, null, null, null))).extracting(TrackedMessage::mtsId).containsExactly("m1");
    assertThat(find(query("c=xx;a=test;p=alpha;s=ANNA", null, null, null))).hasSize(1);
    assertThat(find(query("anna", null, null, null))).extracting(TrackedMessage::mtsId).containsExactly("m1");
    assertThat(find(query(null, CARL, null, null))).extracting(TrackedMessage::mtsId).containsExactly("m1");
    assertThat(find(query(null, "p=bravo", null, null))).hasSize(1);
    assertThat(find(query(null, null, "order  12", null))).hasSize(1);
    assertThat(find(query(BERT, CARL, null, null))).isEmpty();
    assertThat(find(query(null, null, null, TrackingState.WAITING))).extracting(TrackedMessage::mtsId)
        .containsExactly("x7");
    assertThat(find(query(null, null, null, TrackingState.NOT_DELIVERED))).hasSize(1);
  }

  @Test
  void aTimeRangeIsAboutTheStepThatNamesTheMessage() {
    parted();
    another(7, 10);
    assertThat(find(new TrackingQuery(null, null, null, null, at(6), null, null, null, 9)))
        .extracting(TrackedMessage::mtsId).containsExactly("x7");
    assertThat(find(new TrackingQuery(null, null, null, null, null, at(6), null, null, 9)))
        .extracting(TrackedMessage::mtsId).containsExactly("m1", "r1");
  }

  @Test
  void theLatestAreAnsweredWhenThereAreMore() {
    for (int i = 1; i <= 50; i++) {
      another(i, i);
    }
    assertThat(find(TrackingQuery.latest(3))).extracting(TrackedMessage::mtsId).containsExactly("x48", "x49",
        "x50");
  }

  @Test
  void aSearchOpensOnlyWhatMayHoldAnAnswer() {
    parted();
    for (int i = 1; i <= 1000; i++) {
      another(i, i);
    }
    find(TrackingQuery.of("m1"));
    assertThat(opened).isLessThan(20);
  }

  @Test
  void copiesOfOneIdentifierStayApart() {
    write(TrackingRecord.of(TrackingStep.RECEIVED, 1, "m").to(0, 1, BERT).to(1, 2, CARL).at(at(0)));
    write(TrackingRecord.of(TrackingStep.RECEIVED, 2, "m").to(0, 1, BERT).at(at(1)),
        TrackingRecord.of(TrackingStep.DELIVERED, 2, "m").to(TrackedRecipient.at(0)).at(at(1)));
    assertThat(find(TrackingQuery.of("m"))).extracting(message -> message.fates().getFirst().state())
        .containsExactly(TrackingState.WAITING, TrackingState.DELIVERED);
  }

  @Test
  void tenThousandRecipientsAreNoTroubleAtAll() {
    TrackingRecord.Draft accepted = TrackingRecord.of(TrackingStep.RECEIVED, 1, "m");
    TrackingRecord.Draft routed = TrackingRecord.of(TrackingStep.ROUTED, 1, "m");
    for (int i = 0; i < 10_000; i++) {
      accepted.to(i, i + 1, "C=XX;S=U" + i);
      routed.to(TrackedRecipient.at(i));
    }
    write(accepted.at(at(0)), routed.at(at(0)));
    long start = System.nanoTime();
    assertThat(find(query(null, "C=XX;S=U9999", null, TrackingState.WAITING)).getFirst().fates())
        .hasSize(10_000);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  /** Octets that were not understood have no identifier in common with anything. */
  @Test
  void whatWasQuarantinedIsFoundByItsStepAndTimeEachForItself() {
    another(1, 0);
    for (int second : List.of(1, 2, 3)) {
      write(TrackingRecord.of(TrackingStep.QUARANTINED, 0, "").with(TrackingField.FROM, "PEER")
          .at(at(second)));
    }
    another(2, 4);
    TrackingQuery quarantined = new TrackingQuery(null, null, null, null, at(2), null, null,
        TrackingStep.QUARANTINED, 100);

    assertThat(find(quarantined)).extracting(TrackedMessage::firstAt).containsExactly(at(2), at(3));
    assertThat(find(TrackingQuery.latest(10))).extracting(TrackedMessage::mtsId).containsExactly("x1", "", "",
        "", "x2");
    assertThat(find(TrackingQuery.of("x1"))).hasSize(1);
  }
}
