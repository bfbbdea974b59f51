package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How many records a second this disk makes durable for callers that each wait for their own. */
final class FloorMeasurement {
  private static final double NANOS = 1e9;

  private FloorMeasurement() {}

  /**
   * Appends records to a new file, which is deleted afterwards.
   *
   * @param callers each appends the next as soon as its last one is on the disk
   * @return records a second
   */
  static double run(Path folder, int records, int octets, int callers)
      throws IOException, InterruptedException {
    Path file = folder.resolve("floor");
    byte[] record = new byte[octets];
    AtomicInteger left = new AtomicInteger(records);
    long start = System.nanoTime();
    try (AppendFloor floor = AppendFloor.open(file)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        threads.add(Thread.ofVirtual().start(() -> {
          while (left.getAndDecrement() > 0) {
            floor.append(record).toCompletableFuture().join();
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return records * NANOS / (System.nanoTime() - start);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
