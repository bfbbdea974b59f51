package org.angarium.mta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdBlocksTest {
  private final List<Long> reserved = new ArrayList<>();
  private CompletableFuture<Long> answer = CompletableFuture.completedFuture(0L);

  private CompletableFuture<Long> reserve(long below) {
    reserved.add(below);
    return answer;
  }

  @Test
  void theNextBlockIsReservedBeforeThisOneIsUsedUp() {
    IdBlocks ids = new IdBlocks(100, 10, this::reserve);
    for (long id = 100; id < 105; id++) {
      assertThat(ids.next()).isEqualTo(id);
    }
    assertThat(reserved).isEmpty();
    assertThat(ids.next()).isEqualTo(105);
    assertThat(reserved).containsExactly(120L);
  }

  @Test
  void noIdentifierIsGivenThatIsNotReserved() {
    IdBlocks ids = new IdBlocks(0, 10, this::reserve);
    answer = CompletableFuture.failedFuture(new StoreException("disk full"));
    for (long id = 0; id < 10; id++) {
      assertThat(ids.next()).isEqualTo(id);
    }
    assertThatThrownBy(ids::next).isInstanceOf(StoreException.class).hasMessageContaining("disk full");
    answer = CompletableFuture.completedFuture(0L);
    assertThat(ids.next()).isEqualTo(10);
  }

  @Test
  void aSlowReservationIsWaitedForOnlyAtTheEndOfTheBlock() {
    IdBlocks ids = new IdBlocks(0, 10, this::reserve);
    answer = new CompletableFuture<>();
    for (long id = 0; id < 10; id++) {
      assertThat(ids.next()).isEqualTo(id);
    }
    assertThat(reserved).containsExactly(20L);
    answer.complete(0L);
    assertThat(ids.next()).isEqualTo(10);
  }

  @Test
  void afterCloseNoneIsGiven() {
    IdBlocks ids = new IdBlocks(7, 10, this::reserve);
    ids.next();
    assertThat(ids.close()).isEqualTo(8);
    assertThatThrownBy(ids::next).isInstanceOf(StoreException.class);
  }
}
