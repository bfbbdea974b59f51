package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.osi.ber.BerException;
import org.junit.jupiter.api.Test;

/** Whatever a dispatcher stores can be read again by who looks through the store. */
class StoredEnvelopeTest {
  @Test
  void messagesProbesAndReportsAreRead() throws BerException {
    Desk desk = new Desk(Names.none().list("Staff", "", "C=XX;A=TEST;P=CHARLIE;S=C", "Anna").build(), "Anna");
    desk.receive(desk.message(desk.recipient(name("CHARLIE", "Carl")), desk.recipient(here("Nobody")),
        desk.recipient(here("Staff"))));
    desk.receive(desk.probe(desk.recipient(name("CHARLIE", "Carl")), desk.recipient(here("Nobody"))));
    desk.expandAll();
    assertThat(desk.messages.values()).extracting(NewMessage::kind).contains(ApduKind.MESSAGE, ApduKind.PROBE,
        ApduKind.REPORT);
    for (NewMessage stored : desk.messages.values()) {
      int recipients = StoredEnvelope.recipients(stored.kind(), stored.envelope());
      stored.entries().forEach(
          entry -> assertThat(entry.recipients()).allMatch(position -> position < recipients));
      for (ApduKind other : ApduKind.values()) {
        if (other != stored.kind()) {
          assertThatThrownBy(() -> StoredEnvelope.recipients(other, stored.envelope()))
              .isInstanceOf(BerException.class);
        }
      }
    }
  }
}
