package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.NOON;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} must do with octets and notes that the next process wants. A part of {@link MessageStoreContract}. */
public abstract class KeptSpoolContract extends ContentContract {
  private static final int PIECE = 50_000;

  /** A spool with four marks, PIECE octets apart. */
  private Spool marked() throws IOException {
    Spool spool = store.openSpool();
    spool.keepAs("ALPHA 17");
    for (int serial = 1; serial <= 4; serial++) {
      spool.append(octets(serial, PIECE));
      spool.mark(serial, NOON.plusSeconds(serial));
    }
    spool.append(octets(9, 10));
    return spool;
  }

  @Test
  void whatWasMarkedIsFoundByTheNextProcessAndGoesOnAtAMark() throws IOException {
    marked().leave();
    reopen();
    KeptSpool kept = store.keptSpools().getFirst();
    assertThat(kept.label()).isEqualTo("ALPHA 17");
    assertThat(kept.lastMark()).isEqualTo(NOON.plusSeconds(4));
    assertThat(kept.marks())
        .isEqualTo(Map.of(1, (long) PIECE, 2, 2L * PIECE, 3, 3L * PIECE, 4, 4L * PIECE));
    kept.spool().truncate(3L * PIECE);
    kept.spool().append(octets(5, PIECE));
    kept.spool().mark(4, NOON.plusSeconds(9));
    assertThat(kept.spool().read(2L * PIECE, PIECE)).isEqualTo(octets(3, PIECE));
    assertThat(kept.spool().read(3L * PIECE, PIECE)).isEqualTo(octets(5, PIECE));
    kept.spool().leave();
    reopen();
    KeptSpool again = store.keptSpools().getFirst();
    assertThat(again.lastMark()).isEqualTo(NOON.plusSeconds(9));
    again.spool().truncate(4L * PIECE);
    assertThat(again.spool().read(3L * PIECE, PIECE)).isEqualTo(octets(5, PIECE));
    again.spool().close();
  }

  @Test
  void aProcessThatDiesNeedNotSayThatItLeaves() throws IOException {
    marked();
    reopen();
    assertThat(store.keptSpools()).singleElement().extracting(kept -> kept.marks().lastKey()).isEqualTo(4);
    store.keptSpools().getFirst().spool().close();
  }

  @Test
  void whatWasDroppedOrAcceptedIsNotFound() throws IOException {
    marked().close();
    Spool accepted = marked();
    accepted(SampleMessages.messageFor(store)
        .content(new NewMessage.SpoolRegion(accepted, 0, accepted.length())).entry("a"));
    accepted.close();
    Spool unmarked = store.openSpool();
    unmarked.keepAs("BRAVO 1");
    unmarked.append(octets(1, 3 * PIECE));
    unmarked.leave();
    reopen();
    assertThat(store.keptSpools()).isEmpty();
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void theLastNoteAboutAnEntryIsFound() {
    store.note(7, "first, which is longer");
    store.note(7, "second");
    store.note(8, "gone");
    store.forgetNote(8);
    reopen();
    assertThat(store.notes()).isEqualTo(Map.of(7L, "second"));
    store.forgetNote(7);
    reopen();
    assertThat(store.notes().keySet()).isEqualTo(java.util.Set.copyOf(List.of()));
  }
}
