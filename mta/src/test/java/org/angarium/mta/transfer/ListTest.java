package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;

/** Distribution lists that are expanded here (X.411 §14.3.10, X.402 §14). */
class ListTest {
  private static final String HELD = "(list)";

  private Desk desk(Names names) {
    return new Desk(names.build(), "Anna", "Berta");
  }

  private static DeliveryOutcome.NotDelivered unable(NonDeliveryDiagnostic diagnostic) {
    return new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic);
  }

  @Test
  void theExpansionWaitsForItsTurnAndTheMessageIsOursMeanwhile() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna", "Berta"));
    desk.receive(desk.message(desk.recipient(here("Staff")), desk.recipient(here("Anna"))));
    assertThat(desk.delivered()).as("who is named beside the list does not wait").containsExactly("Anna");
    assertThat(desk.only(HELD).recipients()).containsExactly(0);
    desk.expandAll();
    assertThat(desk.delivered()).containsExactlyInAnyOrder("Anna", "Anna", "Berta");
    assertThat(desk.queue).isEmpty();
    assertThat(desk.told(EventId.LIST_EXPANDED)).isTrue();
  }

  @Test
  void membersElsewhereGetCopiesThatTellOfNoOtherPlacesMembers() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna", "C=XX;A=TEST;P=CHARLIE;S=Carla",
        "C=XX;A=TEST;P=CHARLIE;S=Cora", "C=XX;A=TEST;P=DELTA;S=Dora"));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    QueueEntry entry = desk.only("charlie");
    MessageEnvelope envelope = desk.envelope(entry);
    assertThat(envelope.recipients()).hasSize(2).allSatisfy(member -> {
      assertThat(member.originallySpecifiedNumber()).as("the number of the list").isEqualTo(1);
      assertThat(member.indicators().responsibility()).isTrue();
    });
    assertThat(envelope.extensions().dlExpansionHistory()).hasSize(1);
    assertThat(envelope.extensions().dlExpansionHistory().getFirst().name()).isEqualTo(here("Staff"));
    assertThat(envelope.trace().getLast().additionalActions().dlOperation()).isTrue();
    assertThat(envelope.originatorName()).isEqualTo(name("BRAVO", "Otto"));
    assertThat(desk.messages.get(entry.message()).content()).isInstanceOf(NewMessage.SharedWith.class);
    assertThat(desk.recipients(desk.only("delta"))).hasSize(1);
  }

  /** Copies that could not be read back would never leave. */
  @Test
  void moreMembersThanAnEnvelopeCanNameTravelInSeveral() {
    String[] members = new String[40_000];
    for (int i = 0; i < members.length; i++) {
      members[i] = "C=XX;A=TEST;P=CHARLIE;S=M" + i;
    }
    Desk desk = desk(Names.none().list("Staff", "", members));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    assertThat(desk.queue).extracting(entry -> desk.envelope(entry).recipients().size())
        .containsExactlyInAnyOrder(32_767, 40_000 - 32_767);
  }

  /** An MTA that refuses an envelope for its length would refuse it for ever. */
  @Test
  void longAddressesMakeMoreCopiesRatherThanLongerOnesThanAnMtaTakes() {
    String[] members = new String[11_000];
    for (int i = 0; i < members.length; i++) {
      members[i] = longAddress("CHARLIE", i);
    }
    Desk desk = desk(Names.none().list("Staff", "", members));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    assertThat(desk.queue.size()).isBetween(2, 4);
    assertThat(desk.queue).extracting(entry -> desk.messages.get(entry.message()).envelope().length)
        .allMatch(octets -> octets <= EnvelopeLimits.MOST_TAKEN_OCTETS);
    assertThat(desk.queue.stream().flatMap(entry -> desk.recipients(entry).stream())
        .map(member -> member.recipientName()).distinct().count()).as("everybody").isEqualTo(members.length);
    assertThat(desk.queue.stream().mapToInt(entry -> entry.recipients().size()).sum()).as("once")
        .isEqualTo(members.length);
  }

  @Test
  void longAddressesMakeMoreReports() {
    String[] members = new String[5000];
    for (int i = 0; i < members.length; i++) {
      members[i] = longAddress("ALPHA", i);
    }
    Desk desk = desk(Names.none().list("Staff", "", members));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    assertThat(desk.reports().size()).isGreaterThan(1);
    assertThat(desk.reports().stream().mapToInt(report -> report.content().recipients().size()).sum())
        .isEqualTo(members.length);
  }

  private static String longAddress(String prmd, int number) {
    String address = "C=XX;A=TEST;P=" + prmd + ";O=" + "Organization ".repeat(4) + ";CN="
        + "Common name ".repeat(5)
        + ";S=M" + number;
    for (int unit = 1; unit <= 4; unit++) {
      address += ";OU" + unit + "=Organizational unit of theirs";
    }
    for (String type : List.of("ONE", "TWO", "THREE", "FOUR")) {
      address += ";DDA:" + type + "=" + "value " + "of all that may be ".repeat(6);
    }
    return address;
  }

  @Test
  void aMemberMayBeWhereTheMessageCameFrom() {
    Desk desk = desk(Names.none().list("Staff", "", "C=XX;A=TEST;P=BRAVO;S=Bert"));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    desk.expandAll();
    assertThat(desk.only("bravo").recipients()).hasSize(1);
    assertThat(desk.messages.get(desk.only("bravo").message()).cameFrom()).as("when it is routed anew")
        .isNull();
  }

  @Test
  void listsContainLists() {
    Desk desk = desk(Names.none().list("All", "", "Staff", "C=XX;A=TEST;P=CHARLIE;S=Carla")
        .list("Staff", "", "Anna", "C=XX;A=TEST;P=DELTA;S=Dora"));
    desk.receive(desk.message(desk.recipient(here("All"))));
    assertThat(desk.expandAll()).isEqualTo(2);
    assertThat(desk.delivered()).containsExactly("Anna");
    assertThat(desk.envelope(desk.only("delta")).extensions().dlExpansionHistory())
        .extracting(each -> each.name()).containsExactly(here("All"), here("Staff"));
  }

  @Test
  void aListThatContainsItselfEndsSilently() {
    Desk desk = desk(Names.none().list("All", "", "Staff", "Anna").list("Staff", "", "All", "Berta"));
    desk.receive(desk.message(desk.recipient(here("All"))));
    desk.expandAll();
    assertThat(desk.delivered()).containsExactlyInAnyOrder("Anna", "Berta");
    assertThat(desk.told(EventId.LIST_RECURSION)).isTrue();
    assertThat(desk.reports()).isEmpty();
  }

  /** Twelve lists that all contain each other have 12! ways through them. */
  @Test
  void howeverListsContainEachOtherEachIsExpandedOnce() {
    Names names = Names.none();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add("L" + i);
    }
    for (String list : all) {
      List<String> members = new ArrayList<>(all);
      members.remove(list);
      members.add("Anna");
      names.list(list, "", members.toArray(String[]::new));
    }
    Desk desk = desk(names);
    desk.receive(desk.message(desk.recipient(here("L0"))));
    assertThat(desk.expandAll()).isLessThanOrEqualTo(12 * 12);
    assertThat(desk.events.stream().filter(event -> event.id() == EventId.LIST_EXPANDED)
        .filter(event -> !event.parameters().get("members").equals(0))).hasSize(12);
    assertThat(desk.delivered()).as("one from each list").hasSize(12);
    assertThat(desk.queue).isEmpty();
  }

  @Test
  void whoMayNotSendToAListIsTold() {
    Desk desk = desk(Names.none().list("Staff", "submitters = [\"C=XX;A=TEST;P=ALPHA\"]", "Anna"));
    desk.receive(desk.message(desk.recipient(here("Staff"))));
    assertThat(desk.reported().lastTraceInformation().outcome())
        .isEqualTo(unable(NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION));
    assertThat(desk.queue).filteredOn(entry -> entry.connector().equals(HELD)).isEmpty();
  }

  @Test
  void aListInAListNeedsPermissionForTheOuterListNotForTheOriginator() {
    Desk desk = desk(Names.none().list("All", "", "Staff").list("Staff",
        "submitters = [\"C=XX;A=TEST;P=ALPHA;S=All\"]", "Anna"));
    desk.receive(desk.message(desk.recipient(here("All"))));
    desk.expandAll();
    assertThat(desk.delivered()).containsExactly("Anna");
  }

  @Test
  void theOriginatorMayProhibitExpansion() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna"));
    desk.receive(desk.message(desk.recipient(here("Staff"))).withExtension(
        ExtensionField.of(StandardExtension.DL_EXPANSION_PROHIBITED, new ExtensionValue.Flag(true))));
    assertThat(desk.reported().lastTraceInformation().outcome())
        .isEqualTo(unable(NonDeliveryDiagnostic.DL_EXPANSION_PROHIBITED));
  }

  @Test
  void exemptedRecipientsGetNothingThroughTheList() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna", "Berta"));
    desk.receive(desk.message(desk.recipient(here("Staff"))).withExtension(
        ExtensionField.of(StandardExtension.DL_EXEMPTED_RECIPIENTS,
            new ExtensionValue.Names(List.of(here("anna"))))));
    desk.expandAll();
    assertThat(desk.delivered()).containsExactly("Berta");
  }

  @Test
  void aProbeLearnsThatTheListIsReachedAndIsNotExpanded() {
    Desk desk = desk(Names.none().list("Staff", "", "Anna"));
    desk.receive(desk.probe(desk.recipient(here("Staff"), ReportRequest.REPORT)));
    assertThat(desk.reported().lastTraceInformation().outcome()).isEqualTo(
        new DeliveryOutcome.Delivered(Desk.NOW, DeliveryOutcome.MtsUserType.DISTRIBUTION_LIST));
    assertThat(desk.queued(HELD)).isEmpty();
    assertThat(desk.deliveries).isEmpty();
  }

  @Test
  void aProbeLearnsThatItsOriginatorMayNotSendToTheList() {
    Desk desk = desk(Names.none().list("Staff", "submitters = [\"C=XX;A=TEST;P=ALPHA\"]", "Anna"));
    desk.receive(desk.probe(desk.recipient(here("Staff"), ReportRequest.REPORT)));
    assertThat(desk.reported().lastTraceInformation().outcome())
        .isEqualTo(unable(NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION));
  }

  @Test
  void aListWithoutMembersIsReportedAsReached() {
    Desk desk = desk(Names.none().list("Staff", ""));
    desk.receive(desk.message(desk.recipient(here("Staff"), ReportRequest.REPORT)));
    desk.expandAll();
    assertThat(desk.reported().lastTraceInformation().outcome()).isEqualTo(
        new DeliveryOutcome.Delivered(Desk.NOW, DeliveryOutcome.MtsUserType.DISTRIBUTION_LIST));
  }
}
