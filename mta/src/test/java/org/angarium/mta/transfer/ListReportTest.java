package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.angarium.mta.event.EventId;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.Test;

/** To whom reports on the members of a list go, and that they come to an end (X.411 §14.3.11). */
class ListReportTest {
  private static final OrName OTTO = name("BRAVO", "Otto");
  private static final String OWNED = "owner = \"C=XX;A=TEST;P=ALPHA;S=Olga\"\nreports = ";

  private static Desk desk(Names names) {
    return new Desk(names.build(), "Anna", "Olga");
  }

  /** A message to Staff, of whose two members one does not exist. */
  private static Desk withOneUnknownMember(String more, ReportRequest request) {
    Desk desk = desk(Names.none().list("Staff", more, "Anna", "Nobody"));
    desk.receive(desk.message(desk.recipient(here("Staff"), request)));
    desk.expandAll();
    return desk;
  }

  /** What a peer says of a member of a list of ours. */
  private static MtsApdu.Report fromBravo(Desk desk, OrName destination, List<OrName> history,
      OrName member) {
    List<NameAndTime> through = history.stream().map(each -> new NameAndTime(each, Desk.NOW)).toList();
    ReportEnvelope envelope = new ReportEnvelope(MtsIdentifier.of(Desk.BRAVO, "R1"), destination,
        List.of(TraceInformationElement.relayed(Desk.BRAVO, Desk.NOW)),
        Extensions.of(ExtensionField.of(StandardExtension.ORIGINATOR_AND_DL_EXPANSION_HISTORY,
            new ExtensionValue.NameHistory(through))),
        List.of());
    PerRecipientReportFields failed = PerRecipientReportFields.of(desk.recipient(member),
        new LastTraceInformation(Desk.NOW, new DeliveryOutcome.NotDelivered(
            NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME)));
    return new MtsApdu.Report(envelope, ReportContent.on(desk.message(desk.recipient(member)),
        List.of(failed)));
  }

  @Test
  void theOriginatorLearnsOfEachMember() {
    Desk desk = withOneUnknownMember("", ReportRequest.REPORT);
    assertThat(desk.reports()).hasSize(1);
    MtsApdu.Report report = desk.reports().getFirst();
    assertThat(report.envelope().reportDestinationName()).isEqualTo(OTTO);
    assertThat(report.envelope().extensions().originatorAndDlExpansionHistory())
        .extracting(NameAndTime::name).containsExactly(OTTO, here("Staff"));
    assertThat(report.content().recipients()).extracting(each -> each.actualRecipientName())
        .containsExactly(here("Anna"), here("Nobody"));
    assertThat(report.envelope().trace().getLast().additionalActions().dlOperation()).isTrue();
  }

  @Test
  void orTheOwnerLearnsOfFailuresAndTheOriginatorThatTheListWasReached() {
    Desk desk = withOneUnknownMember(OWNED + "\"owner\"", ReportRequest.REPORT);
    assertThat(desk.reports()).hasSize(2);
    MtsApdu.Report toOwner = desk.reports().stream()
        .filter(each -> each.envelope().reportDestinationName().equals(here("Olga"))).findFirst()
        .orElseThrow();
    assertThat(toOwner.envelope().extensions().reportingDlName()).isEqualTo(here("Staff"));
    assertThat(toOwner.content().recipients()).extracting(each -> each.actualRecipientName())
        .containsExactly(here("Nobody"));
    assertThat(desk.delivered()).contains("Olga");
    MtsApdu.Report toOriginator = desk.reports().stream()
        .filter(each -> each.envelope().reportDestinationName().equals(OTTO)).findFirst().orElseThrow();
    assertThat(toOriginator.content().recipients()).hasSize(1);
    assertThat(toOriginator.content().recipients().getFirst().lastTraceInformation().outcome()).isEqualTo(
        new DeliveryOutcome.Delivered(Desk.NOW, DeliveryOutcome.MtsUserType.DISTRIBUTION_LIST));
  }

  @Test
  void orBoth() {
    Desk desk = withOneUnknownMember(OWNED + "\"both\"", ReportRequest.NON_DELIVERY_REPORT);
    assertThat(desk.reports()).extracting(each -> each.envelope().reportDestinationName())
        .containsExactlyInAnyOrder(OTTO, here("Olga"));
    assertThat(desk.reports()).extracting(each -> each.envelope().reportIdentifier())
        .as("two reports").doesNotHaveDuplicates();
  }

  @Test
  void orNobody() {
    Desk desk = withOneUnknownMember("reports = \"none\"", ReportRequest.NON_DELIVERY_REPORT);
    assertThat(desk.reports()).isEmpty();
  }

  @Test
  void reportsOnMembersOfAListInAListGoBackThroughBoth() {
    Desk desk = desk(Names.none().list("All", OWNED + "\"both\"", "Staff").list("Staff", "", "Nobody"));
    desk.receive(desk.message(desk.recipient(here("All"))));
    desk.expandAll();
    assertThat(desk.reports()).extracting(each -> each.envelope().reportDestinationName())
        .containsExactlyInAnyOrder(here("Olga"), OTTO);
  }

  @Test
  void aPeersReportOnAMemberGoesOnToTheOriginator() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna"));
    desk.receive(fromBravo(desk, here("Staff"), List.of(name("CHARLIE", "Carla"), here("Staff")),
        name("BRAVO", "Bert")));
    assertThat(desk.reports().getFirst().envelope().reportDestinationName())
        .isEqualTo(name("CHARLIE", "Carla"));
    assertThat(desk.only("charlie").kind()).isEqualTo(org.angarium.mta.store.ApduKind.REPORT);
  }

  @Test
  void itMayGoBackWhereItCameFrom() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna"));
    desk.receive(fromBravo(desk, here("Staff"), List.of(OTTO, here("Staff")), name("BRAVO", "Bert")));
    assertThat(desk.queued("bravo")).hasSize(1);
  }

  /** A peer may write into a history what it likes. */
  @Test
  void aForgedHistoryLeadsNobodyRoundInACircle() {
    Desk desk = desk(Names.none().list("A", "", "Anna").list("B", "", "Anna"));
    desk.receive(fromBravo(desk, here("B"),
        List.of(OTTO, here("A"), here("B"), here("A"), here("B"), here("A"), here("B")), here("Anna")));
    assertThat(desk.reports()).hasSize(1);
    assertThat(desk.reports().getFirst().envelope().reportDestinationName()).isEqualTo(OTTO);
  }

  @Test
  void aReportForAListThatIsNotInItsHistoryIsDropped() {
    Desk desk = desk(Names.none().list("A", "", "Anna"));
    desk.receive(fromBravo(desk, here("A"), List.of(OTTO), here("Anna")));
    assertThat(desk.queue).isEmpty();
    assertThat(desk.told(EventId.REPORT_UNROUTABLE)).isTrue();
  }

  @Test
  void aReportToAnOwnerThatIsAListIsDropped() {
    Desk desk = desk(
        Names.none().list("Staff", "owner = \"C=XX;A=TEST;P=ALPHA;S=Owners\"\nreports = \"owner\"",
            "Nobody").list("Owners", "", "Anna"));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    assertThat(desk.told(EventId.REPORT_UNROUTABLE)).isTrue();
    assertThat(desk.deliveries).isEmpty();
  }

  @Test
  void noReportIsEverReportedUpon() {
    Desk desk = desk(Names.none());
    desk.receive(fromBravo(desk, name("NOWHERE", "Nobody"), List.of(OTTO), here("Anna")));
    assertThat(desk.queue).isEmpty();
    assertThat(desk.reports()).as("the one that came").hasSize(1);
    desk.receive(fromBravo(desk, here("Nobody"), List.of(OTTO), here("Anna")));
    assertThat(desk.queue).isEmpty();
  }

  @Test
  void aReportOutlivesTheMessagesItIsAbout() {
    Desk desk = desk(Names.none());
    desk.receive(desk.message(desk.recipient(name("CHARLIE", "Carla"), ReportRequest.REPORT)));
    desk.giveUp(desk.only("charlie"), NonDeliveryReason.TRANSFER_FAILURE, null);
    assertThat(desk.only("bravo").expiry()).as("made here").isEqualTo(Desk.NOW.plus(Duration.ofHours(3)));

    Desk passing = desk(Names.none());
    passing.receive(fromBravo(passing, name("CHARLIE", "Carla"), List.of(), OTTO));
    assertThat(passing.only("charlie").expiry()).as("passed on")
        .isEqualTo(Desk.NOW.plus(Duration.ofHours(3)));
  }
}
