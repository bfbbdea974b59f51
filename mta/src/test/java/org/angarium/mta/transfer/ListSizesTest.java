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
}
