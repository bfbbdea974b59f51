package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BacklogPiecesTest {
  private static List<Long> entries(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void longQueuesTakeTurnsAndEveryEntryComesOnce() {
    BacklogPieces pieces = new BacklogPieces();
    pieces.add("long", entries(0, 10_050));
    pieces.add("short", entries(20_000, 20_120));
    List<String> turns = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (BacklogPieces.Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
      assertThat(piece.entries()).hasSizeBetween(1, BacklogPieces.MOST);
      turns.add(piece.queue());
      seen.addAll(piece.entries());
    }
    assertThat(turns).startsWith("long", "short", "long", "short", "long", "long").hasSize(101 + 2);
    assertThat(seen).doesNotHaveDuplicates().hasSize(10_050 + 120);
    assertThat(seen.subList(0, 200)).startsWith(0L).contains(20_000L);
  }

  /** Else the end of a long queue would never be looked at while the routes change all the time. */
  @Test
  void whatIsLeftOfAQueueComesFirstWhenItIsAddedAgain() {
    BacklogPieces pieces = new BacklogPieces();
    pieces.add("long", entries(0, 250));
    assertThat(pieces.next()).isEqualTo(new BacklogPieces.Piece("long", entries(0, 100)));
    pieces.add("long", entries(0, 240));
    assertThat(pieces.next()).isEqualTo(new BacklogPieces.Piece("long", entries(100, 200)));
    List<Long> rest = new ArrayList<>(entries(200, 240));
    rest.addAll(entries(0, 60));
    assertThat(pieces.next()).isEqualTo(new BacklogPieces.Piece("long", rest));
    assertThat(pieces.next()).isEqualTo(new BacklogPieces.Piece("long", entries(60, 100)));
    assertThat(pieces.next()).isNull();
  }
}
