package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.angarium.mta.store.NewMessage.SpoolRegion;

/**
 * A process that uses a store until it is killed. It prints a line for everything it intends and everything that was acknowledged:
 * {@code accept}, {@code accepted}, {@code remove}, {@code removed} with the message, {@code replace} and {@code replaced} with the old
 * message and the new one.
 */
final class CrashingProducer {
  private static final int PRODUCERS = 8;
  private static final int LARGE = 100_000;

  private final MessageStore store;

  private CrashingProducer(MessageStore store) {
    this.store = store;
  }

  public static void main(String[] arguments) {
    CrashingProducer producer = new CrashingProducer(SqliteStore.open(Path.of(arguments[0])));
    long seed = Long.parseLong(arguments[1]);
    try (ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS)) {
      for (int i = 0; i < PRODUCERS; i++) {
        Random random = new Random(seed + i);
        threads.execute(() -> producer.produce(random));
      }
    }
  }

  /** The content is told by the message, so that whoever reads it can check it. */
  static byte[] contentOf(long message) {
    return octets(message, message % 10 == 0 ? LARGE : 2000);
  }

  static String keyOf(long message) {
    return "key " + message;
  }

  private void produce(Random random) {
    ArrayDeque<NewMessage> mine = new ArrayDeque<>();
    try {
      while (true) {
        switch (mine.size() < 5 ? 0 : random.nextInt(4)) {
          case 0, 1 -> accept(mine);
          case 2 -> remove(mine.poll());
          default -> replace(mine);
        }
      }
    } catch (IOException e) {
      say("failed " + e);
    }
  }

  private void accept(ArrayDeque<NewMessage> mine) throws IOException {
    NewMessage message = message();
    say("accept " + message.id());
    commit(new StoreChange.Accept(message));
    say("accepted " + message.id());
    mine.add(message);
  }

  private void remove(NewMessage message) {
    say("remove " + message.id());
    commit(removals(message));
    say("removed " + message.id());
  }

  private void replace(ArrayDeque<NewMessage> mine) throws IOException {
    NewMessage old = mine.remove();
    NewMessage message = message();
    StoreChange[] removals = removals(old);
    say("replace " + old.id() + " " + message.id());
    commit(removals[0], removals[1], removals[2], new StoreChange.Accept(message));
    say("replaced " + old.id() + " " + message.id());
    mine.add(message);
  }

  private static StoreChange[] removals(NewMessage message) {
    return new StoreChange[]{new StoreChange.Remove(message.entries().get(0).id()),
        new StoreChange.Remove(message.entries().get(1).id()),
        new StoreChange.Take(message.deliveries().getFirst().id())};
  }

  private NewMessage message() throws IOException {
    NewMessage frame = messageFor(store).entry("a").entry("b").delivery("jo").build();
    byte[] content = contentOf(frame.id());
    Spool spool = store.openSpool();
    spool.append(content);
    return new NewMessage(frame.id(), frame.kind(), frame.mtsId(), Set.of(keyOf(frame.id())),
        frame.envelope(),
        new SpoolRegion(spool, 0, content.length), frame.arrival(), frame.entries(), frame.deliveries());
  }

  private void commit(StoreChange... changes) {
    store.commit(List.of(changes)).toCompletableFuture().join();
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
