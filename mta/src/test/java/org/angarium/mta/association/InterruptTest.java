package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** A long transfer lets more urgent mail pass and goes on; it is not starved by it. */
class InterruptTest {
  private static final ResumePoint POINT = new ResumePoint(SessionConnectionReference.NONE, 1, 7, 70_000);

  private static QueueEntry entry(long id, int rank, long octets) {
    QueueEntry plain = TestConnector.message(id, rank);
    return new QueueEntry(plain.id(), plain.message(), plain.kind(), plain.mtsId(), plain.connector(), rank,
        octets, plain.recipients(), plain.arrival(), plain.expiry(), 0, plain.notBefore());
  }

  private static VirtualConnector sending(QueueEntry entry) {
    return new VirtualConnector(new TestConnector()).queue(entry).opened(1);
  }

  private static VirtualConnector interrupted(VirtualConnector connector) {
    return connector.on(new ConnectorEvent.TransferFailed(1, TransferProblem.INTERRUPTED, "urgent", POINT));
  }

  private static int interrupts(VirtualConnector connector) {
    return connector.asked(ConnectorAction.Interrupt.class).size();
  }

  @Test
  void theUrgentOnePassesAndTheLongOneGoesOnAtItsCheckpoint() {
    VirtualConnector connector = sending(entry(1, 2, 10_000_000)).queue(entry(2, 0, 100));
    assertThat(interrupts(connector)).isEqualTo(1);
    interrupted(connector);
    assertThat(connector.assigned()).containsExactly(1L, 2L);
    connector.transferred(1);
    assertThat(connector.assigned()).containsExactly(1L, 2L, 1L);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).isEqualTo(POINT);
  }

  @Test
  void whatIsShortOrAsUrgentIsNotInterrupted() {
    assertThat(interrupts(sending(entry(1, 2, 1000)).queue(entry(2, 0, 100)))).isZero();
    assertThat(interrupts(sending(entry(1, 0, 10_000_000)).queue(entry(2, 0, 100)))).isZero();
  }

  @Test
  void urgentMailWithoutEndDoesNotKeepTheLongOneFromItsEnd() {
    VirtualConnector connector = sending(entry(1, 2, 10_000_000));
    long next = 2;
    int stops = 0;
    for (int i = 0; i < 200; i++) {
      connector.queue(entry(next++, 0, 100));
      if (interrupts(connector) > stops) {
        stops = interrupts(connector);
        interrupted(connector);
      } else if (connector.assigned().getLast() != 1) {
        connector.transferred(1);
      }
    }
    assertThat(stops).isEqualTo(3);
    assertThat(connector.assigned().getLast()).as("it is being sent, however much waits").isEqualTo(1);
    assertThat(connector.waiting()).hasSizeGreaterThan(100);
  }
}
