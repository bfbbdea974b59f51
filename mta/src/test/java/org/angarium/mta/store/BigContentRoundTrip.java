package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.store.NewMessage.SpoolRegion;

/** Stores and reads a content that is larger than the heap of its process. Arguments: directory, pieces of 64 KiB. */
final class BigContentRoundTrip {
  private static final int PIECE = 64 * 1024;

  private BigContentRoundTrip() {}

  public static void main(String[] arguments) throws Exception {
    int pieces = Integer.parseInt(arguments[1]);
    byte[] content = octets(1, PIECE);
    try (MessageStore store = SqliteStore.open(Path.of(arguments[0]))) {
      Spool spool = store.openSpool();
      for (int i = 0; i < pieces; i++) {
        spool.append(content);
      }
      NewMessage message = messageFor(store).content(new SpoolRegion(spool, 0, spool.length())).entry("a")
          .build();
      store.commit(List.of(new StoreChange.Accept(message))).toCompletableFuture().join();
      try (StoredMessage stored = store.load(message.id()).orElseThrow()) {
        for (int i = 0; i < pieces; i++) {
          if (!Arrays.equals(stored.content().read((long) i * PIECE, PIECE), content)) {
            throw new AssertionError("piece " + i);
          }
        }
      }
    }
    System.out.println("stored and read");
  }
}
