package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.store.NewMessage.SpoolRegion;

/** A process that fills a store with messages, each with its content in a file of its own, says when all are acknowledged, and goes on. */
final class ManyContentsProducer {
  static final StoreSettings EACH_IN_A_FILE = new StoreSettings(0, Duration.ofMillis(5), 0, 16_384, 4, 0,
      false);
  private static final int AT_ONCE = 500;

  private ManyContentsProducer() {}

  public static void main(String[] arguments) throws IOException {
    SqliteStore store = SqliteStore.open(Path.of(arguments[0]), EACH_IN_A_FILE);
    int wanted = Integer.parseInt(arguments[1]);
    for (int made = 0;; made += AT_ONCE) {
      if (made >= wanted && made - AT_ONCE < wanted) {
        System.out.println("all");
        System.out.flush();
      }
      List<StoreChange> changes = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        changes.add(new StoreChange.Accept(message(store)));
      }
      store.commit(changes).toCompletableFuture().join();
    }
  }

  /** The content is told by the message, so that whoever reads it can check it. */
  static byte[] contentOf(long message) {
    return octets(message, 100);
  }

  private static NewMessage message(MessageStore store) throws IOException {
    NewMessage frame = messageFor(store).entry("a").build();
    byte[] content = contentOf(frame.id());
    Spool spool = store.openSpool();
    spool.append(content);
    return new NewMessage(frame.id(), frame.kind(), frame.mtsId(), frame.duplicateKeys(), frame.envelope(),
        new SpoolRegion(spool, 0, content.length), frame.arrival(), frame.entries(), frame.deliveries());
  }
}
