package org.angarium.mta.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreRoomTest {
  private final StoreRoom room = new StoreRoom(1000);

  @Test
  void thereIsRoomUntilItIsMeasuredOtherwise() {
    assertThat(room.isLow()).isFalse();
    assertThat(room.measured(1000)).isEmpty();
  }

  @Test
  void oneMeasurementTellsThatThereIsNone_theNextNothingNew() {
    assertThat(room.measured(999)).contains(new StoreRoom.View(999, 1000, true));
    assertThat(room.isLow()).isTrue();
    assertThat(room.measured(500)).isEmpty();
    assertThat(room.shortage()).contains("only 500 octets").contains("1000 must be");
  }

  @Test
  void thereIsRoomAgainWhenThereIsAQuarterMore() {
    room.measured(999);
    assertThat(room.measured(1249)).isEmpty();
    assertThat(room.isLow()).isTrue();
    assertThat(room.measured(1250)).contains(new StoreRoom.View(1250, 1000, false));
    assertThat(room.measured(1001)).as("and then until it is less than it must be").isEmpty();
  }

  @Test
  void anotherLimitCountsAtOnce() {
    room.measured(999);
    assertThat(room.require(0)).contains(new StoreRoom.View(999, 0, false));
    assertThat(room.require(2000)).contains(new StoreRoom.View(999, 2000, true));
  }
}
