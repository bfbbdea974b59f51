package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.junit.jupiter.api.Test;

/** Lists of every length and depth. */
class ListSizesTest {
  private static final int LARGEST = 60;
  private static final int DEPTH = 200;
  private static final int LISTS = 40;
  private static final int MEMBERS = 50;

  private static String[] members(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "C=XX;A=TEST;P=CHARLIE;S=" + prefix + i)
        .toArray(String[]::new);
  }

  private static List<String> reached(Desk desk) {
    List<String> names = new ArrayList<>();
    for (QueueEntry entry : desk.queued("charlie")) {
      desk.recipients(entry).stream().map(PerRecipientMessageFields::recipientName).map(String::valueOf)
          .forEach(names::add);
    }
    return names;
  }

  /** Q193961: nobody is left out, whether the recipients are disclosed or not. */
  @Test
  void everyMemberOfAListOfAnyLengthIsReachedOnce() {
    for (int length = 1; length <= LARGEST; length++) {
      String[] members = members("M", length);
      for (PerMessageIndicators indicators : List.of(PerMessageIndicators.NONE, PerMessageIndicators.of(0))) {
        Desk desk = new Desk(Names.none().list("Staff", "", members).build(), "Anna");
        desk.receive(desk.message(desk.recipient(here("Staff"))).withPerMessageIndicators(indicators));
        assertThat(desk.expandAll()).isEqualTo(1);
        assertThat(reached(desk)).containsExactlyInAnyOrder(members);
        desk.queued("charlie").forEach(entry -> assertThat(desk.envelope(entry).perMessageIndicators())
            .isEqualTo(indicators));
      }
    }
  }

  /** Q153103: two hundred lists, each the only member of the one before. */
  @Test
  void listsMayLieAsDeepInEachOtherAsTheyWant() {
    Names names = Names.none().list("L0", "", "Anna");
    for (int i = 1; i < DEPTH; i++) {
      names.list("L" + i, "", "L" + (i - 1));
    }
    Desk desk = new Desk(names.build(), "Anna");
    desk.receive(desk.message(desk.recipient(here("L" + (DEPTH - 1)))));
    assertThat(desk.expandAll()).isEqualTo(DEPTH);
    assertThat(desk.delivered()).containsExactly("Anna");
    assertThat(desk.queue).isEmpty();
  }

  /** Q153103: forty lists of fifty members in one, and in each other. */
  @Test
  void fortyListsInOneAreExpandedOnceEach() {
    Names names = Names.none();
    String[] lists = IntStream.range(0, LISTS).mapToObj(i -> "Part" + i).toArray(String[]::new);
    names.list("All", "", lists);
    List<String> everybody = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      List<String> members = new ArrayList<>(List.of(members("P" + i + "-", MEMBERS)));
      everybody.addAll(members);
      members.add("Part" + (i + 1) % LISTS);
      members.add("All");
      names.list("Part" + i, "", members.toArray(String[]::new));
    }
    Desk desk = new Desk(names.build(), "Anna");
    desk.receive(desk.message(desk.recipient(here("All"))));
    assertThat(desk.expandAll()).as("once for each list that names it, as each names the next")
        .isEqualTo(2 * LISTS + 1);
    assertThat(reached(desk)).as("each once").containsExactlyInAnyOrderElementsOf(everybody);
    assertThat(desk.queue).hasSameSizeAs(desk.queued("charlie"));
  }
}
