package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is sent, deciding on it costs a bounded number of steps and octets of memory. Counted, not timed. */
@Timeout(120)
class BoundedWorkTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long allocatedBy(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** To so many recipients: every tenth a mailbox here, the others behind nine connectors. */
  private static MessageEnvelope message(Desk desk, int recipients) {
    return desk.message(IntStream.range(0, recipients)
        .mapToObj(i -> desk.recipient(i % 10 == 0 ? here("Anna") : name("P" + i % 10, "S" + i)))
        .toArray(PerRecipientMessageFields[]::new));
  }

  /** Q183818: 20,000 cost twenty times as much as 1000, not four hundred times. */
  @Test
  void aMessageToManyRecipientsCostsNoMoreForEachThanOneToFew() {
    long perThousand = 0;
    for (int recipients : new int[]{1000, 1000, 5000, 20_000}) {
      Desk desk = new Desk("Anna");
      MessageEnvelope message = message(desk, recipients);
      long octets = allocatedBy(() -> desk.receive(message));
      assertThat(desk.routesChosen).isEqualTo(recipients);
      assertThat(desk.queue).as("one copy for each connector").hasSize(9);
      assertThat(desk.messages.values()).as("one envelope, one content").hasSize(1);
      assertThat(desk.deliveries).hasSize(recipients / 10);
      if (recipients == 1000) {
        perThousand = octets;
      } else {
        assertThat(octets).isLessThan(recipients / 1000 * perThousand * 3 / 2);
      }
    }
  }

  @Test
  void whatNobodyOf5000GetsIsToldInOneReportAndAHundredAndOneEvents() {
    Desk desk = new Desk();
    desk.receive(desk.message(IntStream.range(0, 5000).mapToObj(i -> desk.recipient(here("Nobody" + i)))
        .toArray(PerRecipientMessageFields[]::new)));
    assertThat(desk.reports()).singleElement()
        .satisfies(report -> assertThat(report.content().recipients()).hasSize(5000));
    for (EventId id : new EventId[]{EventId.NON_DELIVERY_REPORT, EventId.RECIPIENT_UNROUTABLE}) {
      assertThat(desk.events.stream().filter(event -> event.id() == id)).hasSize(101).last()
          .extracting(event -> event.parameters().get("recipient")).isEqualTo("4900 others");
    }
  }

  /** X.411 has room for 32,767; beyond, the originator is told rather than the peer stopped. */
  @Test
  void moreRecipientsThanTheStandardAllowsAreReportedInReportsOf5000() {
    Desk desk = new Desk("Anna");
    desk.receive(desk.message(IntStream.range(0, 40_000).mapToObj(i -> desk.recipient(here("Anna")))
        .toArray(PerRecipientMessageFields[]::new)));
    assertThat(desk.deliveries).isEmpty();
    assertThat(desk.routesChosen).as("only where the reports go").isEqualTo(8);
    Set<Integer> told = new HashSet<>();
    Set<String> identifiers = new HashSet<>();
    for (MtsApdu.Report report : desk.reports()) {
      assertThat(report.content().recipients()).hasSize(5000);
      identifiers.add(report.envelope().reportIdentifier().text());
      for (PerRecipientReportFields one : report.content().recipients()) {
        told.add(one.originallySpecifiedNumber());
        assertThat(one.lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
            NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.TOO_MANY_RECIPIENTS));
      }
    }
    assertThat(told).hasSize(40_000);
    assertThat(identifiers).hasSize(8);
    assertThat(desk.events).hasSizeLessThan(200);
  }

  @Test
  void reportsOn40000MembersOfAListAreSplit() {
    String[] members = IntStream.range(0, 40_000).mapToObj(i -> "Nobody" + i).toArray(String[]::new);
    Desk desk = new Desk(Names.none().list("Staff", "", members).build());
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    assertThat(desk.expandAll()).isEqualTo(1);
    assertThat(desk.reports()).hasSize(8)
        .allSatisfy(report -> assertThat(report.content().recipients()).hasSize(5000));
  }

  @Test
  void aListThatContainsItselfAndAllOthersIsExpandedOnce() {
    int lists = 12;
    Names names = Names.none();
    String[] members = IntStream.range(0, lists).mapToObj(i -> "L" + i).toArray(String[]::new);
    for (String list : members) {
      names.list(list, "", members);
    }
    Desk desk = new Desk(names.build());
    desk.receive(desk.message(desk.recipient(here("L0"))));
    // As often as a list is a member: each of these copies finds that its list was expanded before, or expands it.
    assertThat(desk.expandAll()).isLessThanOrEqualTo(lists * lists);
    assertThat(desk.events.stream().filter(event -> event.id() == EventId.LIST_EXPANDED)
        .filter(event -> !event.parameters().get("members").equals(0))).hasSize(lists);
    assertThat(desk.routesChosen).isZero();
    assertThat(desk.queue).isEmpty();
    assertThat(desk.reports()).isEmpty();
  }

  @Test
  void aRingOf100RedirectionsIsGoneRoundOnce() {
    int ring = 100;
    Names names = Names.none();
    for (int i = 0; i < ring; i++) {
      names.redirection("R" + i, "R" + (i + 1) % ring);
    }
    Desk desk = new Desk(names.build());
    desk.receive(desk.message(desk.recipient(here("R0"))));
    assertThat(desk.events.stream().filter(event -> event.id() == EventId.RECIPIENT_REDIRECTED))
        .hasSize(ring - 1);
    assertThat(desk.reported().lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
        NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED));
    assertThat(desk.routesChosen).as("only where the report goes").isEqualTo(1);
  }

  @Test
  void aProbeToAListCostsTheSameHoweverLongTheListIs() {
    long least = Long.MAX_VALUE;
    for (int members : new int[]{1, 1, 10_000}) {
      Desk desk = new Desk(Names.none()
          .list("Staff", "", IntStream.range(0, members).mapToObj(i -> "M" + i).toArray(String[]::new))
          .build());
      OrName staff = here("Staff");
      long octets = allocatedBy(() -> desk.receive(desk.probe(desk.recipient(staff,
          ReportRequest.REPORT))));
      assertThat(desk.reported().lastTraceInformation().outcome())
          .isInstanceOf(DeliveryOutcome.Delivered.class);
      assertThat(desk.routesChosen).as("only where the report goes").isEqualTo(1);
      if (members == 1) {
        least = octets;
      } else {
        assertThat(octets).isLessThan(2 * least);
      }
    }
  }

  /** A report that finds nobody ends; it does not come back as a report, however often that is tried. */
  @Test
  void aReportNeverMakesAnother() {
    Desk desk = new Desk();
    desk.receive(desk.message(desk.recipient(here("Nobody"))));
    MtsApdu.Report first = desk.reports().getFirst();
    QueueEntry entry = desk.only("bravo");
    desk.giveUp(entry, NonDeliveryReason.TRANSFER_FAILURE, NonDeliveryDiagnostic.MTS_CONGESTION);
    assertThat(desk.reports()).hasSize(1);
    assertThat(desk.queue).isEmpty();
    for (String destination : new String[]{"Nobody", "Staff"}) {
      int before = desk.messages.size();
      desk.receive(new MtsApdu.Report(first.envelope().withReportDestinationName(here(destination))
          .withTrace(desk.message(desk.recipient(here("x"))).trace()), first.content()));
      assertThat(desk.queue).isEmpty();
      assertThat(desk.messages.size() - before).as("remembered, or dropped as a duplicate").isBetween(0, 1);
    }
    assertThat(desk.messages.values().stream().map(NewMessage::mtsId).distinct()).hasSizeLessThan(4);
  }

  @Test
  void eventsThatDifferInMoreThanTheRecipientAreAllTold() {
    var events = IntStream.range(0, 300)
        .mapToObj(i -> Event.of(EventId.MESSAGE_DELIVERED, "mtsId", "m", "mailbox", "box" + i)).toList();
    assertThat(RecipientDigest.of(events)).isEqualTo(events);
  }
}
