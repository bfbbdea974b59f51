package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room for new messages. */
@Timeout(60)
class FullStoreTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;
  private final AtomicBoolean full = new AtomicBoolean();

  /** Fails every commit that would store a message, while there is no room. */
  private MessageStore withoutRoom(MessageStore store) {
    return (MessageStore) Proxy.newProxyInstance(MessageStore.class.getClassLoader(),
        new Class<?>[]{MessageStore.class}, (_, method, arguments) -> {
          if (full.get() && method.getName().equals("commit")
              && ((List<?>) arguments[0]).stream().anyMatch(StoreChange.Accept.class::isInstance)) {
            return CompletableFuture.failedFuture(new StoreException("database or disk is full"));
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  /** Q152918: new mail stays with whoever has it, what is here leaves, and when there is room all goes on by itself. */
  @Test
  void peersAndUsersAreRefusedForNowAndMailGoesOnLeaving() throws Exception {
    int port = TestConfig.freePort();
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", port).connector("PEER", 1)
                .with("activation", "remote-initiated").toml(),
            this::withoutRoom);
        StackPeer peer = StackPeer.bound(alpha.port(), Caller.of("PEER"))) {
      for (int i = 0; i < 5; i++) {
        alpha.submit("anna", BERT, "came before " + i);
      }
      full.set(true);
      peer.transfer(Apdus.message("PEER", "for-now", ANNA, "hello"));
      peer.await(RtsIndication.ExceptionReported.class, 1);
      peer.await(RtsIndication.TransferStopped.class, 1);
      assertThatThrownBy(() -> alpha.submit("anna", BERT, "no room")).isInstanceOf(RequestException.class)
          .hasMessageContaining("full");
      assertThat(alpha.count(EventId.STORE_FAILED)).isPositive();
      assertThat(peer.connected()).as("the association lives on").isTrue();
      try (TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port)
          .mailbox("Bert").connector("ALPHA", 1).with("activation", "remote-initiated").toml())) {
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 5 && alpha.mta.queue().isEmpty());
        full.set(false);
        peer.transfer(Apdus.message("PEER", "for-now", ANNA, "hello"));
        peer.await(RtsIndication.TransferConfirmed.class, 1);
        alpha.submit("anna", BERT, "room again");
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 6);
      }
      assertThat(alpha.mailbox("anna")).hasSize(1);
    }
  }
}
