package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.NOON;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Accepts per second of the store against the least the disk needs. Arguments: a directory on the disk to measure, seconds per figure,
 * octets of content.
 */
final class StoreMeasurement {
  private static final byte[] ENVELOPE = SampleMessages.octets(2, 600);

  private StoreMeasurement() {}

  private interface Producer {
    void produceOne() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "measurement");
    int seconds = Integer.parseInt(arguments[1]);
    byte[] content = SampleMessages.octets(1, Integer.parseInt(arguments[2]));
    byte[] record = SampleMessages.octets(1, content.length + 600);
    System.out.printf("%-28s %9s %12s %14s%n", "", "producers", "per second", "CPU us each");
    for (int round = 0; round < 2; round++) {
      for (int producers : List.of(1, 16, 64)) {
        Path file = directory.resolve("floor" + producers + round);
        try (AppendFloor floor = AppendFloor.open(file)) {
          measure("append + fdatasync", producers, seconds,
              () -> floor.append(record).toCompletableFuture().join());
        }
        Files.delete(file);
        try (MessageStore store = SqliteStore.open(directory.resolve("accept" + producers + round))) {
          measure("accept", producers, seconds, () -> accept(store, content));
        }
        try (MessageStore store = SqliteStore.open(directory.resolve("relay" + producers + round))) {
          measure("accept, load, remove", producers, seconds, () -> relay(store, content));
        }
      }
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static NewMessage accept(MessageStore store, byte[] content) {
    long id = store.nextId();
    String mtsId = "[/PRMD=ACME/ADMD= /C=DE/;" + id + "]";
    QueueEntry entry = new QueueEntry(store.nextId(), id, ApduKind.MESSAGE, mtsId, "south", 1, content.length,
        List.of(0),
        NOON, NOON, 0, Instant.MIN);
    NewMessage message = new NewMessage(id, ApduKind.MESSAGE, mtsId, mtsId + " 0", ENVELOPE,
        new NewMessage.InMemory(content), NOON, List.of(entry), List.of());
    store.commit(List.of(new StoreChange.Accept(message))).toCompletableFuture().join();
    return message;
  }

  /** As in a transfer agent: the removal is handed in, nobody waits for it. */
  private static void relay(MessageStore store, byte[] content) throws IOException {
    NewMessage message = accept(store, content);
    try (StoredMessage stored = store.load(message.id()).orElseThrow()) {
      stored.content().read(0, content.length);
    }
    store.commit(List.of(new StoreChange.Remove(message.entries().getFirst().id())));
  }

  private static void measure(String what, int producers, int seconds, Producer producer) throws Exception {
    run(producers, 1, producer);
    OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long begin = System.nanoTime();
    long done = run(producers, seconds, producer);
    double elapsed = (System.nanoTime() - begin) / 1e9;
    double each = (process.getProcessCpuTime() - cpu) / 1e3 / done;
    System.out.printf("%-28s %9d %12.0f %14.1f%n", what, producers, done / elapsed, each);
  }

  private static long run(int producers, int seconds, Producer producer) {
    AtomicLong done = new AtomicLong();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    BooleanSupplier goesOn = () -> System.nanoTime() < end;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < producers; i++) {
        threads.submit(() -> {
          while (goesOn.getAsBoolean()) {
            producer.produceOne();
            done.incrementAndGet();
          }
          return null;
        });
      }
    }
    return done.get();
  }
}
